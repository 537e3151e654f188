import { choice, entries, formed, requiredSection, text, written } from './settings';

export const PROBLEMS = ['regression', 'binary', 'multiclass'] as const;
export type ProblemKind = (typeof PROBLEMS)[number];
const REGISTRIES = ['auto', 'unityCatalog', 'workspace', 'mlflow'] as const;

// MLflow keeps the aliases latest and v1, v2 … for itself.
const place = {
  pattern: 'alias:(?!(?:latest|[vV]\\d+)$)[\\w-]{1,255}|stage:(?:Staging|Production)',
  name: 'a place, e.g. alias:champion or stage:Production',
};

export const model = requiredSection(
  { means: 'What the model is.', need: 'always' },
  {
    problem: choice(PROBLEMS, {
      means: 'What the model predicts: a number, one of two classes, or one of several.',
      example: 'binary',
      need: 'always',
      required: true,
      tightens: 'fixed',
    }),
    description: text({
      means: 'Description of each version, in Markdown. Compliance may demand headings in it.',
      example: '|\n  ## Purpose\n  Finds customers who are about to leave.',
      need: 'usually',
    }),
    tags: entries(
      {
        means: 'Tags of each version.',
        example: '{ owner_group: growth, risk_tier: low, use_case: retention }',
        need: 'usually',
      },
      written({ means: 'Value of the tag.', tightens: 'fixed' }),
    ),
    experiment: text({
      means: 'MLflow experiment that training logs to.',
      example: '/Shared/mlops/churn',
      need: 'usually',
    }),
    registry: choice(REGISTRIES, {
      means:
        "Where the model is kept. 'auto' decides by 'trackingUri' and the name: three parts mean Unity Catalog, one the registry of the workspace.",
      example: 'unityCatalog',
      default: 'auto',
      tightens: 'fixed',
    }),
    trackingUri: text({
      means: "Address of a plain MLflow server, for the registry 'mlflow'.",
      example: 'https://mlflow.example.com',
      tightens: 'fixed',
    }),
    challenger: formed(place, {
      means:
        'Place of a version that passed compliance. Default: alias:challenger, or stage:Staging in the registry of a workspace.',
      example: '"alias:challenger"',
      derived: true,
      tightens: 'fixed',
    }),
    champion: formed(place, {
      means:
        'Place of the version in production. Default: alias:champion, or stage:Production in the registry of a workspace.',
      example: '"alias:champion"',
      derived: true,
      tightens: 'fixed',
    }),
  },
);
