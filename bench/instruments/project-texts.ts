/** A project that uses most of what mlops.yml can say, in three environments. */
export const FULL_PROJECT = `version: 1
model:
  problem: binary
  description: |
    ## Purpose
    Finds customers who are about to leave.
  tags: { owner_group: growth, risk_tier: low, use_case: retention }
  experiment: /Shared/mlops/churn
data:
  training: { table: customers, timeColumn: signup_date }
  evaluation: { table: holdout, label: churned, positiveClass: 1, key: customer_id, rows: 20000, seed: 7 }
  scoring: { input: current, output: { table: scores } }
training:
  notebook: app/notebooks/model_train
  compute: { libraries: [{ pypi: { package: lightgbm==4.5.0 } }] }
  parameters: { max_depth: 6, learning_rate: 0.1 }
  timeoutMinutes: 720
comparison:
  prediction: probability
  primary: { metric: average_precision, direction: higher, minimumGain: 0 }
  guardrails:
    - { metric: log_loss, direction: lower, maximumLoss: 0.01 }
  unit: customer_id
  slices:
    - { column: region, minimumRows: 200, critical: [north], maximumLoss: 0.02 }
  promoteOn: [FIRST_MODEL, SUPERIOR]
  refresh: { afterDays: 90, promoteOn: [NON_INFERIOR] }
  otherData:
    - { name: last_quarter, table: holdout_q3, maximumLoss: 0.02 }
  fairness: { groups: [age_band], maximumWorsening: { true_positive_rate: 0.05 } }
promotion: { maxEvidenceAgeDays: 14, allowedBranches: [main, "release/*"] }
release: { jobs: [churn-batch-scoring], keep: 5 }
compliance:
  requiredTags:
    risk_tier: { oneOf: [low, medium, high] }
    review_by: { type: date, minimum: today }
  checks: { signature: block, pickle: warn, pinned_requirements: block, input_example: skip }
  waivers:
    - { check: pinned_requirements, reason: vendor wheel, owner: ml-platform, approvedBy: risk, until: "2027-01-31" }
pullRequests: { schema: ml_pr }
environments:
  dev:  { catalog: dev,  schema: ml, modelName: dev.ml.churn, compliance: { checks: { pickle: skip } } }
  uat:  { catalog: uat,  schema: ml, modelName: uat.ml.churn }
  prod: { catalog: prod, schema: ml, modelName: prod.ml.churn }
`;

export const LINES = 5000;
export const MISTAKES = 200;

/** Parameters, waivers, slices and metrics by the hundred; one kind of mistake in each of them. */
export function projectWithMistakes(): string {
  const extremes = [
    blocks('training:\n  parameters:', 1100, (index, isWrong) => [`    parameter${index}: ${isWrong ? '[1]' : index}`]),
    blocks('compliance:\n  waivers:', 300, (index, isWrong) => [
      `    - check: ${isWrong ? 'pinned_requirement' : 'pinned_requirements'}`,
      `      reason: vendor wheel ${index}`,
      '      owner: ml-platform',
      '      approvedBy: risk',
      '      until: "2027-01-31"',
    ]),
    blocks('comparison:\n  slices:', 320, (index, isWrong) => [
      `    - column: region${index}`,
      `      ${isWrong ? 'minimumRow' : 'minimumRows'}: 200`,
      '      critical: [north]',
      '      maximumLoss: 0.02',
    ]),
    blocks('  guardrails:', 520, (index, isWrong) => [
      `    - metric: profit${index}`,
      `      ${isWrong ? 'maximumLoss: 0' : 'direction: higher'}`,
    ]),
  ];
  const lines = `${SMALL_PROJECT}${extremes.join('')}`.trimEnd().split('\n');
  const rest = Array.from({ length: LINES - lines.length }, (_, index) => `# ${index}`);
  return `${[...lines, ...rest].join('\n')}\n`;
}

const KINDS = 4;

/** So many blocks below a heading, with mistakes at even distances. */
function blocks(heading: string, count: number, block: (index: number, isWrong: boolean) => readonly string[]): string {
  const mistakes = MISTAKES / KINDS;
  const distance = Math.floor(count / mistakes);
  const lines = Array.from({ length: count }, (_, index) =>
    block(index, index % distance === 0 && index / distance < mistakes),
  );
  return `${[heading, ...lines.flat()].join('\n')}\n`;
}

const SMALL_PROJECT = `version: 1
model: { problem: binary }
data:
  training: { table: customers }
  evaluation: { table: holdout, label: churned }
environments:
  dev: { catalog: dev, schema: ml, modelName: dev.ml.churn }
  uat: { catalog: uat, schema: ml, modelName: uat.ml.churn }
  prod: { catalog: prod, schema: ml, modelName: prod.ml.churn }
`;
