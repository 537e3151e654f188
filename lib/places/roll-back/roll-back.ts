import { held } from '../held';
import { refusalError } from '../refusal';
import { carryOutRollback, completeRollback } from './carry-out';
import { compareSignatures } from './compare-signatures';
import {
  rollbackContext,
  type RollbackClients,
  type RollbackContext,
  type RollbackInputs,
  type RollbackOutputs,
} from './context';
import { decideRollback, type Move } from './decide';
import { printPlan } from './plan';
import { readRollbackFacts } from './read-facts';
import { refuseTarget } from './refuse-target';

/** Moves the place back, completes an earlier rollback, or says why not. */
export async function rollBack(inputs: RollbackInputs, clients: RollbackClients): Promise<RollbackOutputs> {
  const { toVersion, planOnly } = inputs;
  const context = rollbackContext(inputs, clients);
  const { host } = clients;
  const { model, place } = context;
  const facts = await readRollbackFacts(model, place);
  if (toVersion !== undefined) {
    await model.version(toVersion);
  }
  const decision = decideRollback(facts, toVersion);
  switch (decision.kind) {
    case 'refuse':
      throw refusalError(decision.refusal);
    case 'alreadyDone':
      host.log.info(
        `${place.text} of ${model.name} went back from ${held([decision.from])} to version ${decision.to} already. To go further back, set 'toVersion'.`,
      );
      return outputsOf(decision, '');
    case 'complete':
      host.log.info(`An earlier run moved ${place.text} back to version ${decision.to}. Its receipt is still missing.`);
      host.setOutputs(outputsOf(decision, ''));
      return outputsOf(decision, planOnly ? '' : await completeRollback(context, decision, facts));
    case 'rollBack': {
      await requirePossible(context, decision);
      printPlan(context, decision);
      const onMoved = (): void => host.setOutputs(outputsOf(decision, ''));
      return outputsOf(decision, planOnly ? '' : await carryOutRollback(context, { move: decision, facts, onMoved }));
    }
  }
}

/** Refuses a version that must not get the place. */
async function requirePossible({ clients, model, place }: RollbackContext, move: Move): Promise<void> {
  const { number, status, statusText } = await model.version(move.to);
  const tags = await model.tags(number);
  const { differences, unknown } = await compareSignatures(model, move);
  const refusal = refuseTarget({ model: model.name, place, number, status, statusText, tags, differences });
  if (refusal !== undefined) {
    throw refusalError(refusal);
  }
  if (unknown !== undefined) {
    clients.host.raiseIssue(
      `The step did not compare the signature of version ${number} of ${model.name} with the current one: ${unknown}.`,
    );
  }
}

function outputsOf({ from, to }: Move, receiptFile: string): RollbackOutputs {
  return { rolledBackTo: String(to), rolledBackFrom: from === undefined ? '' : String(from), receiptFile };
}
