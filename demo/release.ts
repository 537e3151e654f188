import { PROJECT } from './churn';
import type { Step } from './step';

/** The step that trains; `maxDepth` is what its author changes from one release to the next. */
export function trainStep(maxDepth: number): Step {
  return {
    task: 'MLflowTrainModel',
    name: 'train',
    inputs: { ...PROJECT, parameters: `max_depth: ${maxDepth}` },
  };
}

/** The step that makes it champion; by default it asks for evidence. */
export function promoteStep(more: Readonly<Record<string, string>> = {}): Step {
  const inputs = { ...PROJECT, modelVersion: '$(train.modelVersion)', ...more };
  return { task: 'MLflowPromoteModel', name: 'promote', inputs };
}

/** For as long as nothing can check or compare models, nobody has evidence to show. */
export const WITHOUT_EVIDENCE = { requireVerdict: 'none' };
