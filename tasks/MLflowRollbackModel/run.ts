import type { RollbackClients } from '../../lib/places/roll-back/context';
import { rollBack } from '../../lib/places/roll-back/roll-back';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { MLflowRollbackModel } from './definition';

type Inputs = InputsOf<typeof MLflowRollbackModel>;
type Outputs = OutputsOf<typeof MLflowRollbackModel>;

/** Moves an alias or stage back to the previous version, with a reason and a receipt. */
export function rollBackModel(inputs: Inputs, clients: RollbackClients): Promise<Outputs> {
  return rollBack(inputs, clients);
}
