import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { DatabricksRunJob } from './definition';
import { runJob } from './run';

void runOnAgent(DatabricksRunJob, runJob);
