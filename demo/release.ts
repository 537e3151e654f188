import { DEPLOYED_TO, PROJECT } from './churn';
import type { Step } from './step';

/** The step that puts the code into the workspace. */
export const DEPLOY: Step = { task: 'DatabricksDeployCode', name: 'code', inputs: { destination: DEPLOYED_TO } };

/** The step that trains; its author changes `maxDepth` from release to release. */
export function trainStep(maxDepth: number): Step {
  return {
    task: 'MLflowTrainModel',
    name: 'train',
    inputs: { ...PROJECT, parameters: `max_depth: ${maxDepth}` },
  };
}

/** The step that makes it champion, if the policy of the file allows it. */
export const PROMOTE: Step = {
  task: 'MLflowPromoteModel',
  name: 'promote',
  inputs: { ...PROJECT, modelVersion: '$(train.modelVersion)' },
};
