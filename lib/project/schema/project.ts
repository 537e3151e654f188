import { comparison } from './comparison';
import { compliance, date } from './compliance';
import { data } from './data';
import { model } from './model';
import { overriding } from './overriding';
import type { Section, ValueOf } from './part';
import { promotion, pullRequests, release } from './policy';
import { formed, integer, items, optionalSection, requiredSection, text, texts } from './settings';
import { training } from './training';

/** What a team decides; each environment may decide it differently. */
const sections = { model, data, training, comparison, compliance, promotion, pullRequests, release };

const version = integer({
  means: 'Version of the format.',
  example: '1',
  need: 'always',
  required: true,
  minimum: 1,
  maximum: 1,
  tightens: 'fixed',
});
const extendsFile = text({
  means:
    'Baseline of the organization, a file relative to this one; a second checkout will do. It may only be tightened here.',
  example: 'org-policy.yml',
  need: 'usually',
});
const surroundings = {
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
      'One environment: its catalog, schema and model name, and anything above that it decides differently. Maps are merged, lists are replaced.',
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

const environmentOfBaseline = optionalSection(
  { means: 'What holds in the environment of that name.' },
  { ...surroundings, ...overriding(sections) },
);

/** The file of an organization, which says how good is good enough. */
export const baselineFile: Section = requiredSection(
  { means: 'What an organization demands of its models. A project that extends it may only tighten it.' },
  {
    version,
    extends: extendsFile,
    ...overriding(sections),
    environments: {
      kind: 'entries' as const,
      means: 'What holds in some environments only, by name. Projects then have no other environments.',
      example: 'prod: { promotion: { maxEvidenceAgeDays: 7 } }',
      of: environmentOfBaseline,
      presence: 'optional' as const,
    },
    rules: items(
      {
        by: 'name',
        tightens: 'free',
        means: 'Demands that hold from a day on, or for some risk tiers only.',
        example:
          '- name: no pickles\n  effectiveFrom: "2027-03-01"\n  riskTiers: [high]\n  require: { compliance: { checks: { pickle: block } } }',
      },
      {
        name: text({ means: 'Name in messages.', required: true }),
        effectiveFrom: formed(date, { means: 'Warned about before that day, enforced from it on.' }),
        riskTiers: texts({
          means:
            'Values of the tag risk_tier that it is for; a model without the tag counts as all. Left out: every model.',
          atLeast: 1,
        }),
        require: optionalSection({ means: 'What is demanded.' }, overriding(sections)),
      },
    ),
  },
);

/** What a task works with: everything that holds in one environment. */
export const effectiveConfiguration = requiredSection(
  { means: 'What holds in one environment.' },
  { ...surroundings, modelName, ...sections },
);

export type Configuration = ValueOf<typeof effectiveConfiguration>;
