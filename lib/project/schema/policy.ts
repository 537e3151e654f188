import { flag, integer, level, optionalSection, section, text, texts } from './settings';

export const promotion = section(
  { means: 'What a promotion asks for. Inputs of a task may tighten it.', need: 'usually' },
  {
    approval: level(['none', 'required'], {
      means: 'Whether a person has to approve. It is not checked yet; the promotion says so.',
      example: 'required',
      need: 'usually',
      default: 'required',
    }),
    selfApproval: flag({
      means: 'Whether the person who started the run may approve it. It is not checked yet.',
      example: 'false',
      need: 'usually',
      default: false,
      strict: false,
    }),
    requireVerdict: level(['none', 'better'], {
      means: "'better' requires compliance and a comparison that finds the version better; 'none' requires neither.",
      example: 'better',
      need: 'usually',
      default: 'better',
    }),
    maxEvidenceAgeDays: integer({
      means: 'Largest age of the evidence that a promotion accepts.',
      example: '14',
      need: 'usually',
      default: 14,
      minimum: 1,
      tightens: 'lower',
    }),
    adopted: level(['allow', 'refuse'], {
      means: "Whether a version that none of our tasks trained may take the champion's place.",
      example: 'refuse',
      default: 'refuse',
    }),
    allowedBranches: texts({
      means:
        'Branches whose commits may reach production; * matches anything. A pattern that begins with refs/ matches any ref, e.g. refs/tags/v*.',
      example: '[main, "release/*"]',
      default: ['main', 'release/*'],
      atLeast: 1,
      tightens: 'subset',
    }),
    approvers: texts({
      means:
        'Who may approve, by e-mail or group; an empty list leaves it to the Azure DevOps environment. It is not checked yet.',
      example: '[risk@example.com]',
      default: [],
      tightens: 'subset',
    }),
  },
);

export const release = optionalSection(
  { means: 'What switches together with the model.', example: '{ jobs: [churn-batch-scoring], keep: 5 }' },
  {
    jobs: texts({ means: 'Names of jobs that score with the model.', example: '[churn-batch-scoring]' }),
    keep: integer({
      means: 'Release folders that are kept for a rollback, besides those in use.',
      example: '5',
      default: 5,
      minimum: 1,
      tightens: 'higher',
    }),
  },
);

export const pullRequests = section(
  { means: 'What pull requests work with.', need: 'usually' },
  {
    schema: text({
      means: "Schema for the twin of the model and the tables of pull requests. Left out: the environment's.",
      example: 'ml_pr',
      need: 'usually',
    }),
  },
);
