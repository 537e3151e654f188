import { compareVersions } from '../../lib/comparison/compare/compare-versions';
import type { CompareClients } from '../../lib/comparison/compare/inputs';
import { openEvidence } from '../../lib/evidence/run-evidence';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { MLflowCompareModels } from './definition';

/** Compares a version with the champion by the rule of the project, and leaves the verdict as evidence. */
export function compareModels(
  inputs: InputsOf<typeof MLflowCompareModels>,
  clients: CompareClients,
): Promise<OutputsOf<typeof MLflowCompareModels>> {
  const evidence = openEvidence(clients.host, { folder: inputs.evidence, models: [inputs.modelName] });
  return compareVersions(inputs, clients, evidence);
}
