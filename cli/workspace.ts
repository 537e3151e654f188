import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gitFacts } from '../local/pipelines/checkout/git-facts';
import { announcement, greeting } from '../local/workspace/announcement';
import { FOR_PIPELINES } from '../local/workspace/pipeline-identities';
import { LASTING_FOLDER } from '../local/workspace/python-environment/places';
import { portIn, serve } from '../local/workspace/serve';
import { printJson, printLines } from './printer';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';
import { connected, connectionLines } from './workspace/connect';

/** Starts the local workspace. */
export const workspaceVerb: Verb = {
  name: 'workspace',
  summary: 'Start a Databricks workspace on this machine, for mlops run.',
  usage: '[options]',
  description: [
    'Serves the workspaces dev, uat and prod, which share one Unity Catalog, until Ctrl-C. Python,',
    'MLflow and Spark are real; their packages are installed when a notebook first needs them.',
    '',
    'With --connect, the pipelines of this repository run in it: mlops.local.yml, which Git must',
    'ignore, gets its connections, and the schemas that databricks-ml/mlops.yml names are made.',
    'Models and tables stay in .mlops/workspace.',
  ],
  options: {
    connect: 'Write mlops.local.yml of this repository, and make the schemas of its project.',
    keep: 'Keep models and tables for the next start.',
    json: 'Print URLs and tokens as JSON.',
  },
  settings: {
    port: 'Port of the workspaces. Default: a free one.',
    state: 'Folder that keeps models and tables.',
  },
  example: 'mlops workspace --connect',
  run: workspace,
};

async function workspace({ positionals, options, settings }: Words): Promise<number> {
  if (positionals.length > 0) {
    throw new UsageError(`'mlops workspace' takes no '${positionals[0]}'.`, 'Write mlops workspace --connect.');
  }
  const root = options.has('connect') ? gitFacts(process.cwd()).root : undefined;
  const served = await serve({
    port: portOf(settings.get('port')?.at(-1) ?? '0'),
    seed: FOR_PIPELINES,
    ...stateOf(settings.get('state')?.at(-1), options.has('keep'), root),
  });
  const told = root === undefined ? ['', ...connectionLines(served)] : ['', ...connected(served, root)];
  if (options.has('json')) {
    printJson(announcement(served));
  } else {
    printLines([...greeting(served), ...told, '', 'Ctrl-C ends it.']);
  }
  await served.ended;
  return 0;
}

function portOf(text: string): number {
  const port = portIn(text);
  if (port === undefined) {
    throw new UsageError(`--port is '${text}', which is not a port number.`, 'Write --port 8765.');
  }
  return port;
}

interface State {
  readonly stateFolder: string;
  readonly keep: boolean;
}

/** Never deletes a folder that the user named. */
function stateOf(named: string | undefined, keep: boolean, root: string | undefined): State {
  if (named !== undefined) {
    return { stateFolder: resolve(named), keep: true };
  }
  if (root !== undefined) {
    return { stateFolder: join(root, '.mlops/workspace'), keep: true };
  }
  return keep
    ? { stateFolder: join(LASTING_FOLDER, 'workspace'), keep }
    : { stateFolder: mkdtempSync(join(tmpdir(), 'workspace-')), keep };
}
