import { readVersionNumber } from '../../registry/version-number';
import { held } from '../held';
import { isLostRace, type PlaceMover } from '../move';
import { refusalError } from '../refusal';
import { announce, moverOf, settle } from './carry-out';
import { compareSignatures } from './compare-signatures';
import {
  rollbackContext,
  type RollbackClients,
  type RollbackContext,
  type RollbackInputs,
  type RollbackOutputs,
} from './context';
import { decideRollback, type Move, type Situation } from './decide';
import { printPlan } from './plan';
import { readSituation } from './read-situation';
import { refuseTarget } from './refuse-target';

/** Moves the place back, completes an earlier rollback, or says why not. */
export async function rollBack(inputs: RollbackInputs, clients: RollbackClients): Promise<RollbackOutputs> {
  const { toVersion, planOnly } = inputs;
  const wanted = toVersion === undefined ? undefined : readVersionNumber(toVersion, 'toVersion');
  const context = rollbackContext(inputs, clients);
  const { host } = clients;
  const { model, place } = context;
  const situation = await readSituation(model, place);
  if (wanted !== undefined) {
    await model.version(wanted);
  }
  const decision = decideRollback(situation, wanted);
  switch (decision.kind) {
    case 'refuse':
      throw refusalError(decision.refusal);
    case 'alreadyDone':
      host.log.info(
        `${place.text} of ${model.name} went back from ${held([decision.from])} to version ${decision.to} already. To go further back, set 'toVersion'.`,
      );
      return outputsOf(decision, '');
    case 'complete': {
      host.log.info(`An earlier run moved ${place.text} back to version ${decision.to}. Its receipt is still missing.`);
      host.setOutputs(outputsOf(decision, ''));
      const mover = moverOf(context, decision, situation);
      const complete = (): Promise<string> => settle(context, decision, mover);
      return outputsOf(decision, planOnly ? '' : await explained(context, decision, complete));
    }
    case 'rollBack':
      await requirePossible(context, decision);
      printPlan(context, decision);
      return outputsOf(decision, planOnly ? '' : await moveBack(context, decision, situation));
  }
}

/** Refuses a version that must not take the place. */
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

function moveBack(context: RollbackContext, move: Move, situation: Situation): Promise<string> {
  const mover = moverOf(context, move, situation);
  return explained(context, move, async () => {
    await announce(context, move, situation);
    await moved(context, move, mover);
    return settle(context, move, mover);
  });
}

/** Sets the outputs by what became of the move, also when it fails. */
async function moved({ clients: { host } }: RollbackContext, move: Move, mover: PlaceMover): Promise<void> {
  try {
    await mover.move();
  } catch (error) {
    if (await mover.isMovedAfter(error)) {
      host.setOutputs(outputsOf(move, ''));
    }
    throw error;
  }
  host.setOutputs(outputsOf(move, ''));
}

/** A run that ends in the middle says what re-running it does. */
async function explained<T>({ clients, place }: RollbackContext, { to }: Move, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isLostRace(error)) {
      clients.host.log.warning(
        `The rollback of ${place.text} is not complete. If you re-run this stage, it looks who holds the place, moves it to version ${to} if necessary, and writes what is missing.`,
      );
    }
    throw error;
  }
}

function outputsOf({ from, to }: Move, receiptFile: string): RollbackOutputs {
  return { rolledBackTo: String(to), rolledBackFrom: from === undefined ? '' : String(from), receiptFile };
}
