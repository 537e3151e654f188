import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../lib/core/errors';
import { toJson } from '../../lib/core/lossless-json';
import { announcement, greeting } from './announcement';
import { LASTING_FOLDER } from './python-environment/places';
import { portIn, serve, type Serving } from './serve';

const USAGE = 'npm run workspace -- [--port 0] [--state <folder>] [--keep] [--json]';

interface Options extends Serving {
  readonly json: boolean;
}

/** Serves an account with the workspaces dev, uat and prod until the process is told to end. */
async function start({ json, ...serving }: Options): Promise<void> {
  const served = await serve(serving);
  // Last, because the reader may end the server right away.
  process.stdout.write(`${json ? toJson(announcement(served)) : greeting(served).join('\n')}\n`);
  await served.ended;
}

function options(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      state: { type: 'string' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { port, state, json } = values;
  const number = portIn(port);
  // Never delete a folder that the user named.
  const keep = values.keep || state !== undefined;
  if (number === undefined) {
    throw new Error(`'--port' is '${port}', which is not a port number.`);
  }
  return { port: number, stateFolder: folderFor(state, keep), keep, json };
}

function folderFor(named: string | undefined, keep: boolean): string {
  if (named !== undefined) {
    return resolve(named);
  }
  return keep ? join(LASTING_FOLDER, 'workspace') : mkdtempSync(join(tmpdir(), 'workspace-'));
}

async function main(): Promise<void> {
  await start(options());
}

main().catch((error: unknown) => {
  const lines =
    error instanceof UserError
      ? error.lines
      : `${error instanceof Error ? error.message : String(error)}\nFix: ${USAGE}`;
  process.stderr.write(`${lines}\n`);
  process.exitCode = 1;
});
