import { openEvidence } from '../../lib/evidence/run-evidence';
import { CLOSE_OUT, closeOutVersion } from '../../lib/places/close-out/close-out';
import { copyVersion } from '../../lib/places/copy/copy';
import { copyTargetIn } from '../../lib/places/copy/target';
import { promoteToPlace } from '../../lib/places/promote/promote';
import type { PromotionClients } from '../../lib/places/promote/step';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { MLflowPromoteModel } from './definition';

type Inputs = InputsOf<typeof MLflowPromoteModel>;
type Outputs = OutputsOf<typeof MLflowPromoteModel>;

/** Moves an alias or stage to the version, copies it into another model, or closes it out, as `target` says. */
export async function promoteModel(inputs: Inputs, clients: PromotionClients): Promise<Outputs> {
  const copyTarget = copyTargetIn(inputs.target);
  const models = [inputs.modelName, ...(copyTarget === undefined ? [] : [copyTarget])];
  const step = { inputs, clients, evidence: openEvidence(clients.host, { folder: inputs.evidence, models }) };
  if (copyTarget !== undefined) {
    return copyVersion(step, copyTarget);
  }
  const act = inputs.target.trim() === CLOSE_OUT ? closeOutVersion : promoteToPlace;
  return { ...(await act(step)), copiedVersion: '', candidateFile: '' };
}
