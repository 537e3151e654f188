import { execFile, spawnSync, type ExecFileException } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lastLines } from '../lib/core/last-lines';
import { runScript, say } from './repository/command';
import { CLI_MODULE, CLI_VERSION, cliFolder, cliGoMod, cliPath } from './repository/databricks-cli';
import { root } from './repository/repository';

const FILES = 'tests/peers/databricks-cli/*.exhaustive.ts';

/** Builds the official CLI once, then uses it to test the local workspace. */
runScript(async () => {
  if (!existsSync(cliPath(root))) {
    await build();
  }
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const { status } = spawnSync(process.execPath, [mocha, FILES], { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
});

async function build(): Promise<void> {
  const folder = cliFolder(root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), cliGoMod());
  say(`Building the Databricks CLI ${CLI_VERSION} in ${folder}, once and for some minutes …`);
  // Not `go install`: that also requests the list of all versions, which some proxies do not serve.
  const words = ['build', '-mod=mod', '-o', cliPath(root), CLI_MODULE];
  await promisify(execFile)('go', words, { cwd: folder }).catch((error: ExecFileException) => {
    const reason = lastLines(error.stderr ?? '', { lines: 6 }) || error.message;
    throw new Error(
      `The Databricks CLI ${CLI_VERSION} could not be built: ${reason}\n` +
        "Fix: Install Go 1.26 or newer as 'go', then fix what it reports.",
    );
  });
}
