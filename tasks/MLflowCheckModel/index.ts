import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { MLflowCheckModel } from './definition';
import { checkModel } from './run';

void runOnAgent(MLflowCheckModel, checkModel);
