import { UserError } from '../../lib/core/errors';
import { openEvidence } from '../../lib/evidence/run-evidence';
import { held } from '../../lib/places/held';
import { readPlace } from '../../lib/places/place';
import { refusalError } from '../../lib/places/refusal';
import { announce, isMovedAfterAll, settle, switchPlace } from '../../lib/places/roll-back/carry-out';
import { compareSignatures } from '../../lib/places/roll-back/compare-signatures';
import { decideRollback, type Move, type Situation } from '../../lib/places/roll-back/decide';
import { printPlan } from '../../lib/places/roll-back/plan';
import { readSituation } from '../../lib/places/roll-back/read-situation';
import { refuseTarget } from '../../lib/places/roll-back/refuse-target';
import type { Clients, Scene } from '../../lib/places/roll-back/scene';
import { requirePointer } from '../../lib/registry/pointer';
import { readVersionNumber } from '../../lib/registry/version-number';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { MLflowRollbackModel } from './definition';

type Inputs = InputsOf<typeof MLflowRollbackModel>;
type Outputs = OutputsOf<typeof MLflowRollbackModel>;

export async function rollBackModel(inputs: Inputs, clients: Clients): Promise<Outputs> {
  const { toVersion, planOnly } = inputs;
  const wanted = toVersion === undefined ? undefined : readVersionNumber(toVersion, 'toVersion');
  const scene = sceneOf(inputs, clients);
  const situation = await readSituation(scene.model, scene.place);
  if (wanted !== undefined) {
    await scene.model.version(wanted);
  }
  const decision = decideRollback(situation, wanted);
  const { log } = clients.host;
  switch (decision.kind) {
    case 'refuse':
      throw refusalError(decision.refusal);
    case 'alreadyDone':
      log.info(
        `${scene.place.text} of ${scene.model.name} was given back from ${held([decision.from])} to version ${decision.to} already; 'toVersion' leads further back.`,
      );
      return outputsOf(decision, '');
    case 'complete':
      log.info(`An earlier run gave ${scene.place.text} to version ${decision.to}, and its receipt is missing still.`);
      clients.host.setOutputs(outputsOf(decision, ''));
      return outputsOf(decision, planOnly ? '' : await told(scene, decision, () => settle(scene, decision, situation)));
    case 'rollBack':
      await check(scene, decision);
      printPlan(scene, decision);
      return outputsOf(decision, planOnly ? '' : await rollBack(scene, decision, situation));
  }
}

function sceneOf({ modelName, target, reason, evidence: folder }: Inputs, clients: Clients): Scene {
  const evidence = openEvidence(clients.host, { folder, models: [modelName] });
  const place = readPlace(target, 'target');
  requirePointer(place.pointer, clients.registry.kind);
  if (reason.trim() === '') {
    throw new UserError('INPUTS_REFUSED', {
      what: "Input 'reason' holds spaces only.",
      fix: "Set 'reason' to a sentence that the reader of the receipt understands.",
    });
  }
  return { clients, model: clients.registry.model(modelName), place, reason: reason.trim(), evidence };
}

/** Refuses a version that must not take the place. */
async function check({ clients, model, place }: Scene, move: Move): Promise<void> {
  const { number, status, statusText } = await model.version(move.to);
  const tags = await model.tags(number);
  const { differences, unknown } = await compareSignatures(model, move);
  const refusal = refuseTarget({ model: model.name, place, number, status, statusText, tags, differences });
  if (refusal !== undefined) {
    throw refusalError(refusal);
  }
  if (unknown !== undefined) {
    clients.host.raiseIssue(`Whether callers can use version ${number} of ${model.name} was not compared: ${unknown}.`);
  }
}

function rollBack(scene: Scene, move: Move, situation: Situation): Promise<string> {
  return told(scene, move, async () => {
    const { host } = scene.clients;
    await announce(scene, move, situation);
    try {
      await switchPlace(scene, move);
    } catch (error) {
      if (!isContested(error) && (await isMovedAfterAll(error, scene, move))) {
        host.setOutputs(outputsOf(move, ''));
      }
      throw error;
    }
    host.setOutputs(outputsOf(move, ''));
    return settle(scene, move, situation);
  });
}

/** A run that ends in the middle says what a re-run does about it. */
async function told<T>({ clients: { host }, place }: Scene, { to }: Move, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    // A lost race says itself who is where, and that no re-run of this stage alone puts it right.
    if (!isContested(error)) {
      host.log.warning(
        `The rollback of ${place.text} did not come to its end. A re-run of this stage reads who holds it, and moves it to version ${to} or, when that is done, writes mark and receipt.`,
      );
    }
    throw error;
  }
}

function isContested(error: unknown): boolean {
  return error instanceof UserError && error.code === 'PLACE_CONTESTED';
}

function outputsOf({ from, to }: Move, receiptFile: string): Outputs {
  return { rolledBackTo: String(to), rolledBackFrom: from === undefined ? '' : String(from), receiptFile };
}
