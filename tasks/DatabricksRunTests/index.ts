import { runOnAgent } from '../../lib/agent/azure-pipelines';
import { cancelLeftRun } from '../../lib/runs/wait/clean-up';
import { DatabricksRunTests } from './definition';
import { runTestsOf } from './run';

void runOnAgent(DatabricksRunTests, runTestsOf, cancelLeftRun);
