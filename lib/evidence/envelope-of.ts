import type { Contract } from '../contracts/contract';
import type { TaskHost } from '../task/host';
import { pipelineRun } from './pipeline-run';
import { policyInForce } from './policy-in-force';

/** What every contract of this step says about its writer. */
export function envelopeOf(host: TaskHost): Pick<Contract, 'writtenAt' | 'writtenBy' | 'run' | 'policy'> {
  const { clock, extensionVersion, facts, project } = host;
  return {
    ...policyInForce(project),
    writtenAt: new Date(clock.now()).toISOString(),
    writtenBy: extensionVersion,
    run: pipelineRun(facts),
  };
}
