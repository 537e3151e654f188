import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { MLflowTrainModel } from './definition';
import { trainModel } from './run';

void runOnAgent(MLflowTrainModel, trainModel, cancelLeftRun);
