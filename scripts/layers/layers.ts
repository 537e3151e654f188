import { PIPELINE_LAYERS, PIPELINES } from './pipeline-layers';
import { WING_LAYERS } from './wing-layers';
import { WORKSPACE_LAYERS } from './workspace-layers';

export interface Layer {
  /** Folder below the root; the layer with the longest matching folder owns a file. */
  readonly folder: string;
  /** Shown in docs/architecture.md. */
  readonly purpose: string;
  /** Folders or files of other layers, `*` standing for one name. */
  readonly layers: readonly string[];
  readonly packages: readonly string[];
  /** Modules of Node without the `node:` in front; `any` allows all of them and `process`. */
  readonly node: 'any' | readonly string[];
}

const everyLibrary = [
  'lib/core',
  'lib/core/node',
  'lib/yaml',
  'lib/contracts',
  'lib/project',
  'lib/project/node',
  'lib/http',
  'lib/azure-devops',
  'lib/databricks',
  'lib/mlflow',
  'lib/registry',
  'lib/runs',
  'lib/shipped-notebooks',
  'lib/compliance/probe',
  'lib/comparison/evaluate',
  'lib/report',
  'lib/serialization',
  'lib/creations',
  'lib/deployment',
  'lib/evidence',
  'lib/places',
  'lib/versions',
  'lib/preflight',
  'lib/compliance',
  'lib/comparison/decide',
  'lib/comparison/compare',
  'lib/batch',
  'lib/test-runs',
  'lib/task',
];
// A task gets finished clients, so it needs neither HTTP nor Azure DevOps.
const forTasks = everyLibrary.filter((folder) => folder !== 'lib/http' && folder !== 'lib/azure-devops');
const pure = { packages: [], node: [] };

/** Which layer may import which, from the bottom up; the architecture test enforces it. */
export const LAYERS: readonly Layer[] = [
  {
    folder: 'lib/core',
    purpose: 'errors, polling, durations, lossless JSON',
    layers: [],
    packages: ['lossless-json'],
    node: [],
  },
  {
    folder: 'lib/core/node',
    purpose: 'the part of the core that needs Node: the system clock, hashing, signing',
    layers: ['lib/core'],
    packages: [],
    node: ['timers/promises', 'crypto'],
  },
  { ...pure, folder: 'lib/yaml', purpose: 'YAML with positions', layers: ['lib/core'], packages: ['js-yaml'] },
  {
    folder: 'lib/contracts',
    purpose: 'the evidence files that one task writes and another one checks',
    layers: ['lib/core'],
    // Also runs in the browser: no Node.
    packages: ['valibot'],
    node: [],
  },
  {
    ...pure,
    folder: 'lib/project',
    purpose: 'mlops.yml: the decisions of a team, within the rules of its organization',
    layers: ['lib/core', 'lib/yaml', 'lib/contracts'],
  },
  {
    folder: 'lib/project/node',
    purpose: 'finds and reads the files of a project',
    layers: ['lib/core', 'lib/yaml', 'lib/project'],
    packages: [],
    node: ['fs', 'path'],
  },
  {
    folder: 'lib/http',
    purpose: 'agents, proxy, certificates, timeouts, retry',
    layers: ['lib/core'],
    packages: ['axios', 'https-proxy-agent'],
    node: ['http', 'https', 'net', 'tls', 'stream'],
  },
  {
    folder: 'lib/azure-devops',
    purpose: 'identity tokens, and runs of pipelines with their stages, from Azure DevOps',
    layers: ['lib/core', 'lib/http'],
    packages: ['azure-devops-node-api'],
    node: [],
  },
  {
    ...pure,
    folder: 'lib/databricks',
    purpose: 'the Databricks REST API, one file per area, and the ways to log in',
    layers: ['lib/core', 'lib/core/node', 'lib/http'],
  },
  {
    ...pure,
    folder: 'lib/mlflow',
    purpose: 'the MLflow API of Databricks, Unity Catalog and plain MLflow servers: models, runs, files',
    layers: ['lib/core', 'lib/yaml', 'lib/http', 'lib/databricks'],
  },
  {
    ...pure,
    folder: 'lib/registry',
    purpose: 'one model registry API over Unity Catalog, workspace registry and MLflow server',
    layers: ['lib/core', 'lib/core/node', 'lib/databricks', 'lib/mlflow'],
  },
  {
    folder: 'lib/serialization',
    purpose: 'what loading a file would run, told from its bytes: pickles, also packed ones',
    layers: ['lib/core'],
    packages: [],
    node: ['fs/promises', 'stream', 'zlib'],
  },
  {
    ...pure,
    folder: 'lib/task',
    purpose: 'task definitions, input kinds, the interface to the pipeline',
    layers: ['lib/core', 'lib/yaml'],
  },
  {
    ...pure,
    folder: 'lib/runs',
    purpose: 'starts, watches, cancels and explains one Databricks run',
    layers: ['lib/core', 'lib/core/node', 'lib/yaml', 'lib/databricks', 'lib/task'],
  },
  {
    ...pure,
    folder: 'lib/shipped-notebooks',
    purpose: 'uploads a notebook of a task, runs it once and reads its result',
    layers: ['lib/core', 'lib/core/node', 'lib/databricks', 'lib/mlflow', 'lib/runs', 'lib/task'],
  },
  {
    folder: 'lib/compliance/probe',
    purpose: "jobs that load a model in its own environment, predict, run the project's checks and fetch its files",
    layers: ['lib/core', 'lib/mlflow', 'lib/runs', 'lib/shipped-notebooks', 'lib/task'],
    packages: [],
    node: ['stream', 'zlib'],
  },
  {
    folder: 'lib/comparison/evaluate',
    purpose: 'lets two versions score the same rows on Databricks, and returns statistics',
    layers: [
      'lib/core',
      'lib/core/node',
      'lib/contracts',
      'lib/databricks',
      'lib/mlflow',
      'lib/runs',
      'lib/shipped-notebooks',
      'lib/task',
    ],
    packages: ['valibot'],
    node: ['zlib'],
  },
  {
    ...pure,
    folder: 'lib/report',
    purpose: 'evidence and findings for people and for the tabs of a run: console, Markdown, SVG, JUnit, Cobertura',
    layers: ['lib/core', 'lib/contracts'],
  },
  {
    ...pure,
    folder: 'lib/creations',
    purpose: 'records of what the steps of a pull request create, for the clean-up',
    layers: ['lib/core', 'lib/core/node', 'lib/contracts', 'lib/project', 'lib/databricks', 'lib/evidence', 'lib/task'],
  },
  {
    folder: 'lib/deployment',
    purpose: 'deploys exactly the files of a commit to a workspace or volume, and removes them',
    layers: [
      'lib/core',
      'lib/core/node',
      'lib/contracts',
      'lib/creations',
      'lib/databricks',
      'lib/evidence',
      'lib/task',
    ],
    packages: ['ignore'],
    node: ['fs', 'fs/promises', 'path'],
  },
  {
    folder: 'lib/evidence',
    purpose: 'writes, publishes and reads the evidence files of a job',
    layers: ['lib/core', 'lib/core/node', 'lib/contracts', 'lib/mlflow', 'lib/registry', 'lib/task'],
    packages: [],
    node: ['fs', 'path'],
  },
  ...WING_LAYERS,
  {
    folder: 'lib/agent',
    purpose: 'the Azure Pipelines adapter and composition root',
    layers: everyLibrary,
    packages: ['azure-pipelines-task-lib'],
    node: 'any',
  },
  { ...pure, folder: 'tasks/*', purpose: 'one build task each', layers: forTasks },
  {
    ...pure,
    folder: 'tasks/*/index.ts',
    purpose: 'binds the task to the agent',
    layers: ['lib/agent', 'lib/runs', 'lib/comparison/evaluate', 'tasks/*'],
  },
  {
    ...pure,
    folder: 'tasks/*/postjob.ts',
    purpose: "binds the task's clean-up to the agent",
    layers: ['lib/agent', 'tasks/*', 'tasks/*/index.ts'],
  },
  {
    folder: 'local/agent',
    purpose: 'runs a built task as the Azure Pipelines agent does',
    layers: ['lib/core', 'lib/core/node'],
    packages: [],
    node: 'any',
  },
  {
    folder: 'local/azure-devops',
    purpose: "the part of Azure DevOps' REST API that tasks ask for, served on this machine",
    layers: ['lib/core'],
    packages: [],
    node: 'any',
  },
  ...PIPELINE_LAYERS,
  ...WORKSPACE_LAYERS,
  {
    folder: 'cli',
    purpose: 'the command line: one file per verb, with its arguments and output',
    layers: [
      'lib/core',
      'lib/core/node',
      'lib/contracts',
      'lib/evidence',
      'lib/project',
      'lib/project/node',
      'lib/report',
      'lib/yaml',
      'local/agent',
      'local/workspace',
      ...PIPELINES,
    ],
    packages: [],
    node: 'any',
  },
  {
    folder: 'demo',
    purpose: 'the story that `npm run demo` tells',
    layers: ['local/agent', 'local/workspace', ...PIPELINES, 'lib/core', 'lib/core/node'],
    packages: [],
    node: 'any',
  },
  {
    folder: 'bench',
    purpose: 'what `npm run bench` measures',
    layers: ['local/agent', 'local/workspace', 'demo', ...PIPELINES, ...everyLibrary],
    packages: ['esbuild'],
    node: 'any',
  },
  {
    folder: 'scripts',
    purpose: 'build, generate, package, new-task',
    layers: ['tasks/*/definition.ts', 'lib/task', 'lib/core', 'lib/yaml', 'lib/contracts', 'lib/project', ...PIPELINES],
    packages: ['esbuild', 'oxfmt', '@resvg/resvg-js', '@valibot/to-json-schema'],
    node: 'any',
  },
];

export function layerTable(): string {
  const rows = LAYERS.map(({ folder, purpose, layers, packages, node }) => {
    const outside = [...packages, ...(node === 'any' ? ['all of Node'] : node.map((name) => `node:${name}`))];
    return `| \`${folder}\` | ${purpose} | ${code(layers)} | ${outside.join(', ') || 'nothing'} |`;
  });
  return ['| Layer | For | May import | From outside |', '|---|---|---|---|', ...rows].join('\n');
}

function code(folders: readonly string[]): string {
  return folders.map((folder) => `\`${folder}\``).join(', ') || 'nothing';
}
