import { CHECK_LEVELS, CHECK_NAMES, CHECKS, type CheckName } from './checks';
import { compute } from './compute';
import type { Setting } from './part';
import {
  choice,
  entries,
  formed,
  integer,
  items,
  level,
  optionalSection,
  scalar,
  section,
  text,
  texts,
} from './settings';

export const date = { pattern: '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])', name: 'a date, e.g. "2027-01-31"' };

const pickleImport = {
  pattern: '[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*\\.(?:[A-Za-z_]\\w*|\\*)',
  name: 'module.name, or package.* for the classes of a package',
};

type Levels = { readonly [K in CheckName]: Setting<(typeof CHECK_LEVELS)[number], 'defaulted'> };
const checks = Object.fromEntries(
  CHECK_NAMES.map((name) => [
    name,
    level(CHECK_LEVELS, {
      means: `What a failure of the check '${name}' does.`,
      example: CHECKS[name],
      default: CHECKS[name],
    }),
  ]),
) as Levels;

export const compliance = section(
  { means: 'What a version has to satisfy before it gets any place.', need: 'usually' },
  {
    checks: section(
      {
        means: "What the failure of a check does: 'block' fails, 'warn' is shown, 'skip' leaves the check out.",
        example: '{ signature: block, pickle: warn, input_example: skip }',
        need: 'usually',
      },
      checks,
    ),
    requiredTags: entries(
      {
        means: 'Tags that each version must have, and their allowed values.',
        example: 'risk_tier: { oneOf: [low, medium, high] }\nreview_by: { type: date, minimum: today }',
        need: 'usually',
      },
      optionalSection(
        { means: 'What the tag has to be; {} for anything.', example: '{ pattern: "[a-z-]+" }' },
        {
          type: choice(['text', 'number', 'date'], { means: 'Kind of the value.', example: 'date', tightens: 'fixed' }),
          oneOf: texts({ means: 'Values that are allowed.', example: '[low, high]', atLeast: 1, tightens: 'subset' }),
          pattern: text({
            means: 'Regular expression that the whole value matches.',
            example: '"[a-z-]+"',
            tightens: 'fixed',
          }),
          minimum: scalar({ means: 'Smallest number or date; today is a date.', example: 'today', tightens: 'fixed' }),
          maximum: scalar({ means: 'Largest number or date.', example: '"2030-12-31"', tightens: 'fixed' }),
        },
      ),
    ),
    requiredHeadings: texts({
      means: 'Headings that the description of a version must have.',
      example: '[Purpose, Data, Limits, Owner]',
      need: 'usually',
      default: [],
      tightens: 'superset',
    }),
    minimumDescriptionLength: integer({
      means: 'Smallest length of the description, in characters.',
      example: '40',
      default: 40,
      minimum: 0,
      tightens: 'higher',
    }),
    requiredMetrics: texts({
      means: 'Metrics that the training run has to have logged, as finite numbers.',
      example: '[average_precision, log_loss]',
      default: [],
      tightens: 'superset',
    }),
    allowedPickleImports: texts({
      means:
        "What pickles may look up besides what the model's flavors need: one name as module.name, or the classes of a package as package.*.",
      example: '[churn.features.AgeBuckets, category_encoders.*]',
      default: [],
      form: pickleImport,
      tightens: 'fixed',
    }),
    custom: text({
      means: 'Python file with checks of your own, relative to this file.',
      example: 'tests/checks.py',
      tightens: 'fixed',
    }),
    waivers: items(
      {
        by: 'check',
        tightens: 'free',
        means: 'Failures that are accepted for a while. Each is shown with its reason, and expires by itself.',
        example:
          '- { check: pinned_requirements, reason: vendor wheel, owner: ml-platform, approvedBy: risk, until: "2027-01-31" }',
      },
      {
        check: text({ means: 'Name of the check.', required: true }),
        reason: text({ means: 'Why the failure is accepted.', required: true }),
        owner: text({ means: 'Who will put it right.', required: true }),
        approvedBy: text({ means: 'Who accepted it.', required: true }),
        until: formed(date, { means: 'Last day on which it applies.', required: true }),
        version: text({ means: 'The one version that it applies to. Left out: every version.' }),
        commit: text({ means: 'The one commit that it applies to. Left out: every commit.' }),
      },
    ),
    compute,
  },
);
