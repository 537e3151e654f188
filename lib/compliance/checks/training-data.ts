import type { RunDataset } from '../../mlflow/runs-client';
import { ifSeen, type Check } from '../check';
import { failed, listed, passed } from '../result';

/** What the model learned from is recorded so that it can be found again. */
export const trainingData: Check = ({ run }) =>
  ifSeen(run, (training) => {
    const datasets = training === undefined ? [] : trainingDatasets(training.datasets);
    if (training === undefined || datasets.length === 0) {
      return failed('no training data is recorded; log it with mlflow.log_input(dataset, context="training")');
    }
    const vague = datasets.filter(({ digest }) => digest === '');
    return vague.length > 0
      ? failed(`no digest or version is recorded for ${listed(vague.map(({ name }) => name))}`)
      : passed(listed(datasets.map(datasetText)), `MLflow run ${training.id}`);
  });

/** A dataset without a context is taken for training data, as MLflow's own pages show it. */
export function trainingDatasets(datasets: readonly RunDataset[]): readonly RunDataset[] {
  return datasets.filter(({ context }) => context === undefined || /train/i.test(context));
}

export function datasetText({ name, digest }: RunDataset): string {
  return `${name} (digest ${digest})`;
}
