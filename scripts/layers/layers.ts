import { PIPELINE_LAYERS, PIPELINES } from './pipeline-layers';
import { WING_LAYERS } from './wing-layers';
import { WORKSPACE_LAYERS } from './workspace-layers';

export interface Layer {
  /** Folder below the root; the layer with the longest matching folder owns a file. */
  readonly folder: string;
  /** What the layer is for, as docs/architecture.md says it. */
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
  'lib/report',
  'lib/deployment',
  'lib/evidence',
  'lib/places',
  'lib/versions',
  'lib/preflight',
  'lib/task',
];
// A task gets its clients ready made: HTTP stays below them, and so does Azure DevOps.
const forTasks = everyLibrary.filter((folder) => folder !== 'lib/http' && folder !== 'lib/azure-devops');
const pure = { packages: [], node: [] };

/** Who may import whom, in the order from the bottom up; the architecture test enforces it. */
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
    purpose: 'the files of evidence that one task writes and another believes',
    layers: ['lib/core'],
    // Read in the browser too: no Node.
    packages: ['valibot'],
    node: [],
  },
  {
    ...pure,
    folder: 'lib/project',
    purpose: 'mlops.yml: what a team decides, against what its organization demands',
    layers: ['lib/core', 'lib/yaml', 'lib/contracts'],
  },
  {
    folder: 'lib/project/node',
    purpose: 'where the files of a project lie',
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
    ...pure,
    folder: 'lib/azure-devops',
    purpose: 'what Azure DevOps itself is asked for: identity tokens',
    layers: ['lib/core', 'lib/http'],
  },
  {
    ...pure,
    folder: 'lib/databricks',
    purpose: 'the Databricks REST API, one file per area, and the ways to prove who asks',
    layers: ['lib/core', 'lib/core/node', 'lib/http'],
  },
  {
    ...pure,
    folder: 'lib/mlflow',
    purpose: 'MLflow as it answers on Databricks, in Unity Catalog and on a server of its own: models, runs, files',
    layers: ['lib/core', 'lib/yaml', 'lib/http', 'lib/databricks'],
  },
  {
    ...pure,
    folder: 'lib/registry',
    purpose: 'the model registry in the words of people, whichever of the three it is',
    layers: ['lib/core', 'lib/core/node', 'lib/databricks', 'lib/mlflow'],
  },
  {
    ...pure,
    folder: 'lib/task',
    purpose: 'task definitions, input kinds, the port to the pipeline',
    layers: ['lib/core', 'lib/yaml'],
  },
  {
    ...pure,
    folder: 'lib/runs',
    purpose: 'start, wait for, cancel and explain one Databricks run',
    layers: ['lib/core', 'lib/core/node', 'lib/yaml', 'lib/databricks', 'lib/task'],
  },
  {
    ...pure,
    folder: 'lib/shipped-notebooks',
    purpose: 'the notebooks that ship with the tasks: put into the workspace, run once, heard',
    layers: ['lib/core', 'lib/core/node', 'lib/databricks', 'lib/runs', 'lib/task'],
  },
  {
    folder: 'lib/compliance/probe',
    purpose:
      'jobs next to a model: load it in its own environment, predict, run the checks of a project, bring its files',
    layers: ['lib/core', 'lib/mlflow', 'lib/runs', 'lib/shipped-notebooks', 'lib/task'],
    packages: [],
    node: ['stream', 'zlib'],
  },
  {
    ...pure,
    folder: 'lib/report',
    purpose: 'findings as text for people and for the Tests tab: console, Markdown, JUnit',
    layers: ['lib/core'],
  },
  {
    folder: 'lib/deployment',
    purpose: 'put exactly the files of a commit into a workspace or volume, and take them away again',
    layers: ['lib/core', 'lib/core/node', 'lib/contracts', 'lib/databricks', 'lib/evidence', 'lib/task'],
    packages: ['ignore'],
    node: ['fs', 'fs/promises', 'path'],
  },
  {
    folder: 'lib/evidence',
    purpose: 'the evidence folder of a job: contracts written, published and read',
    layers: ['lib/core', 'lib/core/node', 'lib/contracts', 'lib/mlflow', 'lib/registry', 'lib/task'],
    packages: [],
    node: ['fs', 'path'],
  },
  ...WING_LAYERS,
  {
    ...pure,
    folder: 'lib/preflight',
    purpose: 'what an identity may do, compared with what a pipeline needs',
    layers: [
      'lib/core',
      'lib/core/node',
      'lib/databricks',
      'lib/yaml',
      'lib/mlflow',
      'lib/registry',
      'lib/report',
      'lib/task',
    ],
  },
  {
    folder: 'lib/agent',
    purpose: 'the Azure Pipelines adapter and the composition root',
    layers: everyLibrary,
    packages: ['azure-pipelines-task-lib'],
    node: 'any',
  },
  { ...pure, folder: 'tasks/*', purpose: 'one build task each', layers: forTasks },
  {
    ...pure,
    folder: 'tasks/*/index.ts',
    purpose: 'binds a task to the agent',
    layers: ['lib/agent', 'lib/runs', 'tasks/*'],
  },
  {
    ...pure,
    folder: 'tasks/*/postjob.ts',
    purpose: 'binds its clean-up to the agent',
    layers: ['lib/agent', 'tasks/*', 'tasks/*/index.ts'],
  },
  {
    folder: 'local/agent',
    purpose: 'runs a built task as the Azure Pipelines agent does',
    layers: ['lib/core', 'lib/core/node'],
    packages: [],
    node: 'any',
  },
  ...PIPELINE_LAYERS,
  ...WORKSPACE_LAYERS,
  {
    folder: 'cli',
    purpose: 'the command line: one file per verb, for its arguments and what it prints',
    layers: [
      'lib/core',
      'lib/core/node',
      'lib/contracts',
      'lib/evidence',
      'lib/project',
      'lib/project/node',
      'lib/yaml',
      ...PIPELINES,
    ],
    packages: [],
    node: 'any',
  },
  {
    folder: 'demo',
    purpose: 'the story that `npm run demo` tells',
    layers: ['local/agent', 'local/workspace', 'lib/core', 'lib/core/node', 'lib/yaml'],
    packages: [],
    node: 'any',
  },
  {
    folder: 'bench',
    purpose: 'what `npm run bench` measures',
    layers: ['local/agent', 'local/workspace', ...PIPELINES, ...everyLibrary],
    packages: [],
    node: 'any',
  },
  {
    folder: 'scripts',
    purpose: 'build, generate, package, new-task',
    layers: ['tasks/*/definition.ts', 'lib/task', 'lib/core', 'lib/yaml', 'lib/contracts', 'lib/project', ...PIPELINES],
    packages: ['esbuild', 'prettier', '@resvg/resvg-js', '@valibot/to-json-schema'],
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
