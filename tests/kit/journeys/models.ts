import type { Edit } from './new-project';

const NOTEBOOK = 'databricks-ml/app/notebooks/model_train.py';
const TARGET = {
  good: 'training[config.target])\nscores',
  poor: '1 - training[config.target])\nscores',
} as const;

export type Quality = keyof typeof TARGET;

/** The training of a new project learns the labels as they are, or upside down. */
export function learns(quality: Quality, before: Quality = 'good'): Edit {
  return [NOTEBOOK, TARGET[before], TARGET[quality]];
}
