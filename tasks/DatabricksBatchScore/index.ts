import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { DatabricksBatchScore } from './definition';
import { batchScore } from './run';

void runOnAgent(DatabricksBatchScore, batchScore, cancelLeftRun);
