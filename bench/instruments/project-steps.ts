import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredStep } from './bundle-launch';
import { FULL_PROJECT } from './project-texts';

/** One step written twice: everything in its inputs, or from a file that says the same. */
export interface StepPair {
  readonly task: string;
  readonly without: MeasuredStep;
  readonly with: MeasuredStep;
}

const MODEL = { modelName: 'prod.ml.churn' };
const SAID: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  MLflowTrainModel: { ...MODEL, notebookPath: '/Shared/churn/app/notebooks/model_train' },
  MLflowPromoteModel: { ...MODEL, modelVersion: '2', target: 'alias:champion' },
  DatabricksPreflight: MODEL,
};

/** The pairs, with the file put where the agent would have checked it out. */
export function stepPairs(sources: string): readonly StepPair[] {
  mkdirSync(sources, { recursive: true });
  writeFileSync(join(sources, 'mlops.yml'), FULL_PROJECT);
  const asked = { configFile: 'mlops.yml', environment: 'prod' };
  return Object.entries(SAID).map(([task, inputs]) => ({
    task,
    without: { task, inputs },
    with: { task, inputs: { ...inputs, ...asked } },
  }));
}
