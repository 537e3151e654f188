import { ifSeen, type Check } from '../check';
import { failed, listed, passed, unseen } from '../result';
import { datasetText, trainingDatasets } from './training-data';

/** No row that the model is judged on is one that it learned from, as far as names and digests tell. */
export const evaluationData: Check = ({ run }, { trainingTable, evaluationTable }) => {
  if (trainingTable !== undefined && trainingTable === evaluationTable) {
    return failed(`the project trains and evaluates on the same table, ${trainingTable}`);
  }
  return ifSeen(run, (training) => {
    const datasets = training?.datasets ?? [];
    const learned = trainingDatasets(datasets);
    const digests = new Set(learned.map(({ digest }) => digest).filter((digest) => digest !== ''));
    const evaluated = datasets.filter((each) => !learned.includes(each));
    const shared = evaluated.filter(({ digest }) => digests.has(digest));
    if (shared.length > 0) {
      return failed(`the run was evaluated on what it was trained on: ${listed(shared.map(datasetText))}`);
    }
    const isTrainedOn = learned.find(({ name }) => evaluationTable !== undefined && name === evaluationTable);
    if (isTrainedOn !== undefined) {
      return failed(`the run was trained on ${isTrainedOn.name}, which the project evaluates on`);
    }
    if (evaluated.length > 0) {
      return passed(`evaluated on ${listed(evaluated.map(datasetText))}, and trained on other data`);
    }
    return evaluationTable === undefined
      ? unseen('neither the run nor the project says what it is evaluated on')
      : passed(`the project evaluates on ${evaluationTable} and trains on ${trainingTable}`);
  });
};
