import { PROJECT } from './churn';
import type { Step } from './step';

/** The step that trains; its author changes `maxDepth` from release to release. */
export function trainStep(maxDepth: number): Step {
  return {
    task: 'MLflowTrainModel',
    name: 'train',
    inputs: { ...PROJECT, parameters: `max_depth: ${maxDepth}` },
  };
}

/** The step that makes it champion; by default it requires evidence. */
export function promoteStep(more: Readonly<Record<string, string>> = {}): Step {
  const inputs = { ...PROJECT, modelVersion: '$(train.modelVersion)', ...more };
  return { task: 'MLflowPromoteModel', name: 'promote', inputs };
}

/** No task can check or compare models yet, so there is no such evidence. */
export const WITHOUT_EVIDENCE = { requireVerdict: 'none' };
