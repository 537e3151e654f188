const pure = { packages: [], node: [] };

/** The stages of the pipeline compiler, in order: none imports a later one. */
export const PIPELINE_LAYERS = [
  {
    ...pure,
    folder: 'local/pipelines/read',
    purpose: 'pipelines, first stage: reads a file into a tree with file, line and column',
    layers: ['lib/yaml'],
  },
  {
    ...pure,
    folder: 'local/pipelines/expressions',
    purpose: 'pipelines: parses and evaluates expressions',
    layers: ['lib/core'],
  },
  {
    ...pure,
    folder: 'local/pipelines/schema',
    purpose: 'pipelines: the schema of each part, and its short forms',
    layers: ['lib/core', 'local/pipelines/read'],
  },
  {
    ...pure,
    folder: 'local/pipelines/expand',
    purpose: 'pipelines, second stage: expands parameters, directives, templates and template expressions',
    layers: ['lib/core', 'lib/yaml', 'local/pipelines/read', 'local/pipelines/expressions', 'local/pipelines/schema'],
  },
  {
    ...pure,
    folder: 'local/pipelines/check',
    purpose:
      'pipelines, third stage: checks the expanded document against the schema, and each task against its inputs',
    layers: [
      'lib/core',
      'local/pipelines/read',
      'local/pipelines/expressions',
      'local/pipelines/schema',
      'local/pipelines/expand',
    ],
  },
  {
    ...pure,
    folder: 'local/pipelines/plan',
    purpose: 'pipelines, fourth stage: orders stages, jobs and steps, with conditions and the sources of values',
    layers: ['lib/core', 'local/pipelines/read', 'local/pipelines/expressions', 'local/pipelines/schema'],
  },
  {
    ...pure,
    folder: 'local/pipelines/run/step-runner.ts',
    purpose: 'pipelines: what the engine of a run asks of the steps',
    layers: ['local/agent', 'local/pipelines/plan'],
  },
  {
    ...pure,
    folder: 'local/pipelines/run/events.ts',
    purpose: 'pipelines: what the engine of a run reports',
    layers: ['local/pipelines/run/step-runner.ts'],
  },
  {
    ...pure,
    folder: 'local/pipelines/run',
    purpose: 'pipelines, fifth stage: decides what runs, when, and with which values',
    layers: [
      'lib/core',
      'local/agent',
      'local/pipelines/read',
      'local/pipelines/expressions',
      'local/pipelines/schema',
      'local/pipelines/plan',
      'local/pipelines/run/step-runner.ts',
      'local/pipelines/run/events.ts',
    ],
  },
  {
    folder: 'local/pipelines/run-folder',
    purpose: 'pipelines: what a run leaves on disk, and what it shares with other runs',
    layers: ['lib/core', 'local/pipelines/run', 'local/pipelines/run/events.ts'],
    packages: [],
    node: 'any' as const,
  },
  {
    ...pure,
    folder: 'local/pipelines',
    purpose: 'pipelines: runs the stages in order',
    layers: [
      'lib/core',
      'local/pipelines/read',
      'local/pipelines/expressions',
      'local/pipelines/schema',
      'local/pipelines/expand',
      'local/pipelines/check',
      'local/pipelines/plan',
    ],
  },
  {
    ...pure,
    folder: 'local/pipelines/print',
    purpose: 'pipelines: prints the expanded tree and the plan as YAML, outline or JSON',
    layers: ['local/pipelines/read', 'local/pipelines/schema', 'local/pipelines/plan'],
  },
  {
    ...pure,
    folder: 'local/pipelines/checkout/repository-id.ts',
    purpose: 'pipelines: the ID of a repository, the same for expressions and for jobs',
    layers: ['local/agent'],
  },
  {
    folder: 'local/pipelines/checkout',
    purpose: 'pipelines: reads files, branch and commit, local values and tasks from the checkout',
    layers: [
      'lib/core',
      'lib/yaml',
      'local/pipelines/read',
      'local/pipelines/schema',
      'local/pipelines/expand',
      'local/pipelines/checkout/repository-id.ts',
    ],
    packages: [],
    node: ['fs', 'path', 'child_process'],
  },
  {
    folder: 'local/pipelines/steps',
    purpose: 'pipelines: what a step of a run does on this machine',
    layers: [
      'lib/core',
      'lib/core/node',
      'local/agent',
      'local/azure-devops',
      'local/pipelines/read',
      'local/pipelines/plan',
      'local/pipelines/run/step-runner.ts',
      'local/pipelines/checkout/repository-id.ts',
      'local/pipelines/run/events.ts',
    ],
    packages: ['ignore'],
    node: 'any' as const,
  },
];

export const PIPELINES: readonly string[] = PIPELINE_LAYERS.map(({ folder }) => folder);
