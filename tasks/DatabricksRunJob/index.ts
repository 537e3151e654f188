import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { DatabricksRunJob } from './definition';
import { runJob } from './run';

void runOnAgent(DatabricksRunJob, runJob, cancelLeftRun);
