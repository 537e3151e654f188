import { checkVersion } from '../../lib/compliance/check-version';
import type { CheckClients } from '../../lib/compliance/reading/read-facts';
import { openEvidence } from '../../lib/evidence/run-evidence';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { MLflowCheckModel } from './definition';

type Outputs = OutputsOf<typeof MLflowCheckModel>;

/** Checks a version by the policy of the project, and leaves what it found as evidence. */
export function checkModel(
  inputs: InputsOf<typeof MLflowCheckModel>,
  clients: CheckClients & { readonly host: TaskHost<keyof Outputs> },
): Promise<Outputs> {
  const evidence = openEvidence(clients.host, { folder: inputs.evidence, models: [inputs.modelName] });
  return checkVersion(inputs, clients, evidence);
}
