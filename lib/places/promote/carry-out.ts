import { VERSION_TAGS } from '../../registry/version-tags';
import { held } from '../held';
import { isLostRace, PlaceMover } from '../move';
import { recordPromotion } from '../receipts/receipts';
import { completion, planOf, type Step } from './plan';
import { othersOf, type Promotion, type PromotionContext } from './promotion';

export interface PromotionResult {
  /** Empty if another run has recorded the same version. */
  readonly receiptFile: string;
  /** `foundThere`: an earlier or concurrent run moved it, but the first look did not show it yet. */
  readonly move: 'ours' | 'foundThere';
}

/** Moves the place and writes the receipt; `onMoved` is called in between. */
export async function carryOutPromotion(
  promotion: Promotion,
  context: PromotionContext,
  onMoved: () => void,
): Promise<PromotionResult> {
  const mover = moverOf(promotion, context);
  try {
    const receiptFile = await execute(planOf(promotion), { promotion, context, mover, onMoved });
    return { receiptFile, move: mover.isOurMove ? 'ours' : 'foundThere' };
  } catch (error) {
    if (await mover.isMovedAfter(error)) {
      onMoved();
    }
    if (!isLostRace(error)) {
      context.host.log.warning(WHERE_IT_STANDS[mover.progress](promotion));
    }
    throw error;
  }
}

/** Completes an earlier run that moved the place. Returns the file of the receipt. */
export async function completePromotion(promotion: Promotion, context: PromotionContext): Promise<string> {
  const mover = moverOf(promotion, context);
  try {
    return await execute(completion(promotion), { promotion, context, mover, onMoved: () => undefined });
  } catch (error) {
    if (!isLostRace(error)) {
      context.host.log.warning(WHERE_IT_STANDS.moved(promotion));
    }
    throw error;
  }
}

interface Execution {
  readonly promotion: Promotion;
  readonly context: PromotionContext;
  readonly mover: PlaceMover;
  readonly onMoved: () => void;
}

async function execute(steps: readonly Step[], execution: Execution): Promise<string> {
  const { promotion, context, mover, onMoved } = execution;
  let receiptFile = '';
  for (const step of steps) {
    context.host.signal.throwIfAborted();
    switch (step.kind) {
      case 'tags':
        await context.model.setTags(step.tags, step.version);
        break;
      case 'reopen':
        await context.model.deleteTag(VERSION_TAGS.closedOut, step.version);
        break;
      case 'switch':
        await mover.move();
        if (mover.isOurMove) {
          onMoved();
        }
        break;
      case 'receipt':
        if (!(await mover.isRecordedByAnother())) {
          receiptFile = await recordPromotion(promotion, context, steps);
          await mover.requireDone();
        }
    }
  }
  return receiptFile;
}

function moverOf(promotion: Promotion, context: PromotionContext): PlaceMover {
  const { request, version, state } = promotion;
  const { place } = request;
  return new PlaceMover(
    {
      place,
      version: version.number,
      from: state.holders.map(({ number }) => number),
      receipt: state.receipt,
      others: othersOf(request),
      advice: {
        moved:
          'Find out who did it. Then re-run from the comparison on, which compares with the version that holds it now.',
        replaced: (other) =>
          `Put version ${other} back with MLflowRollbackModel (toVersion: ${other}), then re-run from the comparison on, which never saw version ${other}. Let only one pipeline at a time move the place.`,
      },
    },
    context,
  );
}

const WHERE_IT_STANDS = {
  untouched: ({ request }: Promotion) =>
    `This step did not move ${request.place.text} of ${request.model}. If you re-run this stage, it starts anew.`,
  moving: ({ request, version, from }: Promotion) =>
    `This step was moving ${request.place.text} of ${request.model} from ${held([from])} to version ${version.number} and did not see the result. If you re-run this stage, it looks and completes what is missing.`,
  moved: ({ request, version }: Promotion) =>
    `${request.place.text} of ${request.model} is at version ${version.number}, but its receipt is not complete. If you re-run this stage, it completes the receipt.`,
};
