import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from '../lib/core/last-lines';
import { runScript, say } from './command';
import { CLI_MODULE, CLI_VERSION, cliFolder, cliGoMod, cliPath } from './databricks-cli';
import { root } from './repository';

/** Builds the official CLI once, then tests the local workspace with it. */
runScript(() => {
  if (!existsSync(cliPath(root))) {
    build();
  }
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const { status } = spawnSync(process.execPath, [mocha, 'tests/cli/*.test.ts'], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
  return Promise.resolve();
});

function build(): void {
  const folder = cliFolder(root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), cliGoMod());
  say(`Building the Databricks CLI ${CLI_VERSION} in ${folder}, once and for some minutes …`);
  // Not `go install`: that asks for the list of all versions too, which not every proxy hands out.
  const built = spawnSync('go', ['build', '-mod=mod', '-o', cliPath(root), CLI_MODULE], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (built.error !== undefined) {
    throw new Error(`Go could not be started (${built.error.message}).\nFix: Install the Go that 'go' starts.`);
  }
  if (built.status !== 0) {
    throw new Error(
      `The Databricks CLI ${CLI_VERSION} could not be built: ${lastLines(built.stderr, { lines: 6 })}\n` +
        'Fix: Correct what Go complains about, usually the network, the module proxy or the version of Go.',
    );
  }
}
