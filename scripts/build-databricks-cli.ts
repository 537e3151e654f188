import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { lastLines } from '../lib/core/last-lines';
import { runScript, say } from './repository/command';
import { CLI_MODULE, CLI_VERSION, cliFolder, cliGoMod, cliPath } from './repository/databricks-cli';
import { root } from './repository/repository';

/** Builds the official CLI once, for the tests that need it. */
runScript(async () => {
  if (existsSync(cliPath(root))) {
    return;
  }
  const folder = cliFolder(root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/go.mod`, cliGoMod());
  say(`Building the Databricks CLI ${CLI_VERSION} in ${folder}; this takes a few minutes, only once …`);
  // Not `go install`: that also requests the list of all versions, which some proxies do not serve.
  const words = ['build', '-mod=mod', '-o', cliPath(root), CLI_MODULE];
  await promisify(execFile)('go', words, { cwd: folder }).catch((error: ExecFileException) => {
    const reason = lastLines(error.stderr ?? '', { lines: 6 }) || error.message;
    throw new Error(
      `The Databricks CLI ${CLI_VERSION} could not be built: ${reason}\n` +
        "Fix: Install Go 1.26 or newer as 'go', then fix what it reports.",
    );
  });
});
