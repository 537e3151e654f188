import { runAfterJob } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from './clean-up';
import { DatabricksRunJob } from './definition';

void runAfterJob(DatabricksRunJob, cancelLeftRun);
