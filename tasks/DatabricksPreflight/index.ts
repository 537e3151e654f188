import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { DatabricksPreflight } from './definition';
import { preflight } from './run';

void runOnAgent(DatabricksPreflight, preflight);
