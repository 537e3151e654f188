import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { MLflowPromoteModel } from './definition';
import { promoteModel } from './run';

void runOnAgent(MLflowPromoteModel, promoteModel, cancelLeftRun);
