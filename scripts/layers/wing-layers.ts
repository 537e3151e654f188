const pure = { packages: [], node: [] };

/** The wings that decide about model versions. */
export const WING_LAYERS = [
  {
    ...pure,
    folder: 'lib/versions',
    purpose: 'how a model version comes about: trained or registered, tagged, and left as a candidate for later steps',
    layers: [
      'lib/core',
      'lib/core/node',
      'lib/contracts',
      'lib/databricks',
      'lib/yaml',
      'lib/mlflow',
      'lib/registry',
      'lib/runs',
      'lib/shipped-notebooks',
      'lib/evidence',
      'lib/task',
    ],
  },
  {
    ...pure,
    folder: 'lib/places',
    purpose: 'the aliases and stages of a model: who holds them, how they move, and the receipts of it',
    layers: [
      'lib/core',
      'lib/core/node',
      'lib/contracts',
      'lib/databricks',
      'lib/mlflow',
      'lib/registry',
      'lib/runs',
      'lib/shipped-notebooks',
      'lib/report',
      'lib/evidence',
      'lib/versions',
      'lib/task',
    ],
  },
];
