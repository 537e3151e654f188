import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from './clean-up';
import { DatabricksRunJob } from './definition';
import { runJob } from './run';

void runOnAgent(DatabricksRunJob, runJob, cancelLeftRun);
