import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { MLflowCheckModel } from './definition';
import { checkModel } from './run';

void runOnAgent(MLflowCheckModel, checkModel, cancelLeftRun);
