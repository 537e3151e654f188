import type { Answers } from './answers';

/** A text of the example with the model in the registry that was chosen. */
export function inRegistry(text: string, { name, registry, trackingUri }: Answers): string {
  if (registry === 'unityCatalog') {
    return text.replaceAll('.ml.churn', `.ml.${name}`);
  }
  const placed =
    registry === 'workspace'
      ? below(text, 'model', ['registry: workspace', 'challenger: stage:Staging', 'champion: stage:Production'])
      : below(below(text, 'model', ['registry: mlflow', `trackingUri: ${trackingUri}`]), 'compliance', [
          '# Loading the model and predicting with it needs a job, which a plain MLflow server does not run.',
          'checks: { smoke_prediction: skip }',
        ]);
  return (
    placed
      // Without a catalog in front, the names have to differ: two environments may share a registry.
      .replaceAll(/\bmodelName: (\w+)\.ml\.churn\b/g, `modelName: ${name}_$1`)
  );
}

/** The text with lines at the beginning of a section, which is made if there is none. */
function below(text: string, section: string, lines: readonly string[]): string {
  const added = `${section}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  const heading = new RegExp(`^${section}:\n`, 'm');
  return heading.test(text)
    ? text.replace(heading, () => added)
    : text.replace(/^environments:\n/m, (rest) => added + rest);
}

/** The places are in mlops.yml; the release also has to know the first of them before it reads that file. */
export function withPlaces(text: string, { registry }: Answers): string {
  return registry === 'workspace'
    ? text.replace(
        /^ {2}template: (?:release|retrain)\.yml@templates\n {2}parameters:\n/m,
        (start) => `${start}    challenger: stage:Staging\n`,
      )
    : text;
}
