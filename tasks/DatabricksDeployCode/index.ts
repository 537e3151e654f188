import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { DatabricksDeployCode } from './definition';
import { deployCode } from './run';

void runOnAgent(DatabricksDeployCode, deployCode);
