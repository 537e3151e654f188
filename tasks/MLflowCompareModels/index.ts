import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cleanUpEvaluation } from '../../lib/comparison/evaluate/left-behind';
import { MLflowCompareModels } from './definition';
import { compareModels } from './run';

void runOnAgent(MLflowCompareModels, compareModels, cleanUpEvaluation);
