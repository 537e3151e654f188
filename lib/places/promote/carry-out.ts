import { held } from '../held';
import { isLostRace, PlaceMover } from '../move';
import { recordPromotion } from '../receipts/receipts';
import { completion, planOf, type Step } from './plan';
import { othersOf, type Promotion, type Scene } from './promotion';

export interface CarriedOut {
  /** Empty if another run has recorded the same version. */
  readonly receiptFile: string;
  /** `foundThere`: an earlier or concurrent run moved it, but the first look did not show it yet. */
  readonly move: 'ours' | 'foundThere';
}

/** Moves the place and writes the receipt; `onMoved` is called in between. */
export async function carryOutPromotion(promotion: Promotion, scene: Scene, onMoved: () => void): Promise<CarriedOut> {
  const mover = moverOf(promotion, scene);
  try {
    const receiptFile = await take(planOf(promotion), { promotion, scene, mover, onMoved });
    return { receiptFile, move: mover.isOurMove ? 'ours' : 'foundThere' };
  } catch (error) {
    if (await mover.isMovedAfter(error)) {
      onMoved();
    }
    if (!isLostRace(error)) {
      scene.host.log.warning(WHERE_IT_STANDS[mover.progress](promotion));
    }
    throw error;
  }
}

/** Completes an earlier run that moved the place. Returns the file of the receipt. */
export async function completePromotion(promotion: Promotion, scene: Scene): Promise<string> {
  const mover = moverOf(promotion, scene);
  try {
    return await take(completion(promotion), { promotion, scene, mover, onMoved: () => undefined });
  } catch (error) {
    if (!isLostRace(error)) {
      scene.host.log.warning(WHERE_IT_STANDS.moved(promotion));
    }
    throw error;
  }
}

interface Undertaking {
  readonly promotion: Promotion;
  readonly scene: Scene;
  readonly mover: PlaceMover;
  readonly onMoved: () => void;
}

async function take(steps: readonly Step[], undertaking: Undertaking): Promise<string> {
  const { promotion, scene, mover, onMoved } = undertaking;
  let receiptFile = '';
  for (const step of steps) {
    scene.host.signal.throwIfAborted();
    switch (step.kind) {
      case 'tags':
        await scene.model.setTags(step.tags, step.version);
        break;
      case 'switch':
        await mover.move();
        if (mover.isOurMove) {
          onMoved();
        }
        break;
      case 'receipt':
        if (!(await mover.isRecordedByAnother())) {
          receiptFile = await recordPromotion(promotion, scene, steps);
          await mover.requireDone();
        }
    }
  }
  return receiptFile;
}

function moverOf(promotion: Promotion, scene: Scene): PlaceMover {
  const { wish, version, world } = promotion;
  const { place } = wish;
  return new PlaceMover(
    {
      place,
      version: version.number,
      from: world.occupants.map(({ number }) => number),
      receipt: world.receipt,
      others: othersOf(wish),
      advice: {
        moved:
          'Find out who did it. Then re-run from the comparison on, which compares with the version that holds it now.',
        replaced: (other) =>
          `Put version ${other} back with MLflowRollbackModel (toVersion: ${other}), then re-run from the comparison on, which never saw version ${other}. Let only one pipeline at a time move the place.`,
      },
    },
    scene,
  );
}

const WHERE_IT_STANDS = {
  untouched: ({ wish }: Promotion) =>
    `This step did not move ${wish.place.text} of ${wish.model}. If you re-run this stage, it starts anew.`,
  moving: ({ wish, version, from }: Promotion) =>
    `This step was moving ${wish.place.text} of ${wish.model} from ${held([from])} to version ${version.number} and did not see the result. If you re-run this stage, it looks and completes what is missing.`,
  moved: ({ wish, version }: Promotion) =>
    `${wish.place.text} of ${wish.model} is at version ${version.number}, but its receipt is not complete. If you re-run this stage, it completes the receipt.`,
};
