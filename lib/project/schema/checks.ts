/** Every compliance check, and what its failure does unless a team says otherwise. */
export const CHECKS = {
  version_ready: 'block',
  signature: 'block',
  input_example: 'warn',
  description: 'block',
  required_tags: 'block',
  owner: 'warn',
  review_date: 'warn',
  commit: 'block',
  trained_by_job: 'block',
  training_data: 'warn',
  evaluation_data: 'block',
  metrics: 'block',
  features: 'block',
  pinned_requirements: 'block',
  python_version: 'warn',
  license: 'warn',
  conda_channels: 'warn',
  size: 'warn',
  contained_paths: 'block',
  custom_code: 'warn',
  pickle: 'block',
  secrets: 'block',
  smoke_prediction: 'block',
  custom: 'block',
} as const;

export type CheckName = keyof typeof CHECKS;
export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[];
/** From the weakest to the strictest. */
export const CHECK_LEVELS = ['skip', 'warn', 'block'] as const;
