import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { MLflowPromoteModel } from './definition';
import { promoteModel } from './run';

void runOnAgent(MLflowPromoteModel, promoteModel);
