import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { lastLines } from '../lib/core/last-lines';
import { runScript, say } from './repository/command';
import { CLI_MODULE, CLI_VERSION, cliFolder, cliGoMod, cliPath } from './repository/databricks-cli';
import { root } from './repository/repository';

/** Builds the official CLI, once, for the tests of the exhaustive tier that need it. */
runScript(async () => {
  if (existsSync(cliPath(root))) {
    return;
  }
  const folder = cliFolder(root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/go.mod`, cliGoMod());
  say(`Building the Databricks CLI ${CLI_VERSION} in ${folder}; this takes some minutes, once …`);
  // Not `go install`: that asks for the list of all versions too, which not every proxy hands out.
  const words = ['build', '-mod=mod', '-o', cliPath(root), CLI_MODULE];
  await promisify(execFile)('go', words, { cwd: folder }).catch((error: ExecFileException) => {
    const reason = lastLines(error.stderr ?? '', { lines: 6 }) || error.message;
    throw new Error(
      `The Databricks CLI ${CLI_VERSION} could not be built: ${reason}\n` +
        "Fix: Install Go 1.26 or newer so that 'go' starts it, and correct what it complains about.",
    );
  });
});
