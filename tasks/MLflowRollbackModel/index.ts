import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { MLflowRollbackModel } from './definition';
import { rollBackModel } from './run';

void runOnAgent(MLflowRollbackModel, rollBackModel);
