import type { CheckName } from '../../project/schema/checks';
import type { Check } from '../check';
import { custom, smokePrediction } from './by-job';
import { commit } from './commit';
import { condaChannels } from './conda-channels';
import { containedPaths } from './contained-paths';
import { customCode } from './custom-code';
import { description } from './description';
import { evaluationData } from './evaluation-data';
import { features } from './features';
import { inputExample } from './input-example';
import { license } from './license';
import { metrics } from './metrics';
import { owner } from './owner';
import { pickle } from './pickle';
import { pinnedRequirements } from './pinned-requirements';
import { pythonVersion } from './python-version';
import { requiredTags } from './required-tags';
import { reviewDate } from './review-date';
import { secrets } from './secrets';
import { signature } from './signature';
import { size } from './size';
import { trainedByJob } from './trained-by-job';
import { trainingData } from './training-data';
import { versionReady } from './version-ready';

export const ALL_CHECKS: Readonly<Record<CheckName, Check>> = {
  version_ready: versionReady,
  signature,
  input_example: inputExample,
  description,
  required_tags: requiredTags,
  owner,
  review_date: reviewDate,
  commit,
  trained_by_job: trainedByJob,
  training_data: trainingData,
  evaluation_data: evaluationData,
  metrics,
  features,
  pinned_requirements: pinnedRequirements,
  python_version: pythonVersion,
  license,
  conda_channels: condaChannels,
  size,
  contained_paths: containedPaths,
  custom_code: customCode,
  pickle,
  secrets,
  smoke_prediction: smokePrediction,
  custom,
};
