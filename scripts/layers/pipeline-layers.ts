const pure = { packages: [], node: [] };

/** The stages of the pipeline compiler, in their order: none knows a later one. */
export const PIPELINE_LAYERS = [
  {
    ...pure,
    folder: 'local/pipelines/read',
    purpose: 'pipelines, first stage: a file becomes a tree that knows its places',
    layers: ['lib/yaml'],
  },
  {
    ...pure,
    folder: 'local/pipelines/expressions',
    purpose: 'pipelines: the expression language, from letters to values',
    layers: ['lib/core'],
  },
  {
    ...pure,
    folder: 'local/pipelines/schema',
    purpose: 'pipelines: what each part is, and what its short forms mean',
    layers: ['lib/core', 'local/pipelines/read'],
  },
  {
    ...pure,
    folder: 'local/pipelines/expand',
    purpose: 'pipelines, second stage: parameters, directives, templates and template expressions are carried out',
    layers: ['lib/core', 'lib/yaml', 'local/pipelines/read', 'local/pipelines/expressions', 'local/pipelines/schema'],
  },
  {
    ...pure,
    folder: 'local/pipelines/check',
    purpose:
      'pipelines, third stage: the expanded document against what each place takes, and each task against its inputs',
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
    purpose:
      'pipelines, fourth stage: stages, jobs and steps with their order, conditions and where their values come from',
    layers: ['lib/core', 'local/pipelines/read', 'local/pipelines/expressions', 'local/pipelines/schema'],
  },
  {
    ...pure,
    folder: 'local/pipelines',
    purpose: 'pipelines: the stages in their order, for a file that somebody asks about',
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
    purpose: 'pipelines: the expanded tree and the plan as text: YAML, outline, JSON',
    layers: ['local/pipelines/read', 'local/pipelines/schema', 'local/pipelines/plan'],
  },
  {
    folder: 'local/pipelines/checkout',
    purpose: 'pipelines: what the disk and Git say: files, branch and commit, local values, tasks',
    layers: ['lib/core', 'lib/yaml', 'local/pipelines/read', 'local/pipelines/schema', 'local/pipelines/expand'],
    packages: [],
    node: ['fs', 'path', 'child_process'],
  },
];

export const PIPELINES: readonly string[] = PIPELINE_LAYERS.map(({ folder }) => folder);
