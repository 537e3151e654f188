import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { MLflowRegisterModel } from './definition';
import { registerModel } from './run';

void runOnAgent(MLflowRegisterModel, registerModel, cancelLeftRun);
