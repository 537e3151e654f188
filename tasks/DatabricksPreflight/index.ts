import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { DatabricksPreflight } from './definition';
import { preflight } from './run';

void runOnAgent(DatabricksPreflight, preflight, cancelLeftRun);
