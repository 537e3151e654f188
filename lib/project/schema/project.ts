import { comparison } from './comparison';
import { compliance } from './compliance';
import { data } from './data';
import { model } from './model';
import { overriding } from './overriding';
import type { ValueOf } from './part';
import { promotion, pullRequests, release } from './policy';
import { integer, optionalSection, requiredSection, text } from './settings';
import { training } from './training';

/** What a team decides; each environment may decide it differently. */
export const sections = { model, data, training, comparison, compliance, promotion, pullRequests, release };

export const version = integer({
  means: 'Version of the format.',
  example: '1',
  need: 'always',
  required: true,
  minimum: 1,
  maximum: 1,
  tightens: 'fixed',
});
export const extendsFile = text({
  means:
    'Baseline of the organization, a file relative to this one; it may be in a second checkout. This file may only tighten it.',
  example: 'org-policy.yml',
  need: 'usually',
});
export const surroundings = {
  catalog: text({ means: 'Catalog of the environment.', example: 'prod', need: 'always', tightens: 'fixed' }),
  schema: text({ means: 'Schema of the environment.', example: 'ml', need: 'always', tightens: 'fixed' }),
};
const modelName = text({
  means: 'Name of the registered model in the environment.',
  example: 'prod.ml.churn',
  need: 'always',
  required: true,
});

const environment = optionalSection(
  {
    means:
      'One environment: its catalog, schema and model name, and any setting above that it overrides. Maps are merged, lists are replaced.',
    example: '{ catalog: prod, schema: ml, modelName: prod.ml.churn, promotion: { maxEvidenceAgeDays: 7 } }',
    need: 'always',
  },
  { ...surroundings, modelName, ...overriding(sections) },
);

/** The file of a project. */
export const projectFile = requiredSection(
  { means: 'What a team decides about its model.' },
  {
    version,
    extends: extendsFile,
    ...sections,
    environments: {
      kind: 'entries' as const,
      means: 'The environments, by name.',
      example: 'prod: { catalog: prod, schema: ml, modelName: prod.ml.churn }',
      need: 'always' as const,
      of: environment,
      presence: 'required' as const,
      atLeast: 1,
    },
  },
);

/** What a task works with: everything that holds in one environment. */
export const effectiveConfiguration = requiredSection(
  { means: 'What holds in one environment.' },
  { ...surroundings, modelName, ...sections },
);

export type Configuration = ValueOf<typeof effectiveConfiguration>;
