import { date } from './compliance';
import { overriding } from './overriding';
import type { Section } from './part';
import { extendsFile, sections, surroundings, version } from './project';
import { formed, items, optionalSection, requiredSection, text, texts } from './settings';

let made: Section | undefined;

/** The file of an organization, which says how good is good enough; made when asked for, since most steps never do. */
export function baselineFile(): Section {
  return (made ??= makeBaselineFile());
}

function makeBaselineFile(): Section {
  const environmentOfBaseline = optionalSection(
    { means: 'What holds in the environment of that name.' },
    { ...surroundings, ...overriding(sections) },
  );
  return requiredSection(
    { means: 'What an organization demands of its models. A project that extends it may only tighten it.' },
    {
      version,
      extends: extendsFile,
      ...overriding(sections),
      environments: {
        kind: 'entries' as const,
        means: 'Settings of single environments, by name. Projects then have no other environments.',
        example: 'prod: { promotion: { maxEvidenceAgeDays: 7 } }',
        of: environmentOfBaseline,
        presence: 'optional' as const,
      },
      rules: items(
        {
          by: 'name',
          tightens: 'free',
          means: 'Demands that apply from a given date on, or to some risk tiers only.',
          example:
            '- name: no pickles\n  effectiveFrom: "2027-03-01"\n  riskTiers: [high]\n  require: { compliance: { checks: { pickle: block } } }',
        },
        {
          name: text({ means: 'Name in messages.', required: true }),
          effectiveFrom: formed(date, { means: 'Only a warning before that day, enforced from it on.' }),
          riskTiers: texts({
            means:
              'Values of the tag risk_tier that it applies to; a model without the tag counts as all. Left out: every model.',
            atLeast: 1,
          }),
          require: optionalSection({ means: 'What is demanded.' }, overriding(sections)),
        },
      ),
    },
  );
}
