import { UserError } from '../../core/errors';
import type { Registry } from '../../registry/registry';
import { held } from '../held';
import { lastLook } from '../last-look';
import { occupantsOf, readPlaceBack } from '../occupants';
import type { ReceiptMark } from '../place-tags';
import { lastReceipt } from '../receipts/receipt-mark';
import { recordPromotion } from '../receipts/receipts';
import { completion, planOf, type Step } from './plan';
import { othersOf, type Promotion, type Scene } from './promotion';

/** How far the place is; what a person has to know when the rest does not happen. */
type Progress = 'untouched' | 'moving' | 'moved';

export interface CarriedOut {
  /** Empty when another run has noted a receipt of the same version. */
  readonly receiptFile: string;
  /** `foundThere`: an earlier run moved it, or one at the same time, and the first look did not show it yet. */
  readonly move: 'ours' | 'foundThere';
}

/** Moves the place and writes the receipt; `onMoved` is told in between. */
export async function carryOutPromotion(promotion: Promotion, scene: Scene, onMoved: () => void): Promise<CarriedOut> {
  const execution = new Execution(promotion, scene, onMoved);
  const receiptFile = await execution.carryOut(planOf(promotion), 'untouched');
  return { receiptFile, move: execution.move };
}

/** Adds what an earlier run did not come to: the place is taken already. Returns the file of the receipt. */
export function completePromotion(promotion: Promotion, scene: Scene): Promise<string> {
  return new Execution(promotion, scene, () => undefined).carryOut(completion(promotion), 'moved');
}

class Execution {
  #progress: Progress = 'untouched';
  #move: CarriedOut['move'] = 'foundThere';

  readonly #promotion: Promotion;
  readonly #scene: Scene;
  readonly #onMoved: () => void;

  constructor(promotion: Promotion, scene: Scene, onMoved: () => void) {
    this.#promotion = promotion;
    this.#scene = scene;
    this.#onMoved = onMoved;
  }

  get move(): CarriedOut['move'] {
    return this.#move;
  }

  async carryOut(steps: readonly Step[], progress: Progress): Promise<string> {
    this.#progress = progress;
    try {
      let receiptFile = '';
      for (const step of steps) {
        this.#scene.host.signal.throwIfAborted();
        receiptFile = (await this.#do(step, steps)) ?? receiptFile;
      }
      return receiptFile;
    } catch (error) {
      await this.#lookAgain(error);
      // A lost race says itself who is where, and that no re-run of this stage alone puts it right.
      if (!isLostRace(error)) {
        this.#scene.host.log.warning(this.#whereItStands());
      }
      throw error;
    }
  }

  /** What became of a move whose end was not seen decides what later steps do. */
  async #lookAgain(error: unknown): Promise<void> {
    if (this.#progress !== 'moving' || isLostRace(error)) {
      return;
    }
    const { host, registry } = this.#scene;
    const { wish } = this.#promotion;
    const find = async (reachable: Registry): Promise<true | undefined> =>
      this.#isOurs(await occupantsOf(reachable.model(wish.model), wish.place)) || undefined;
    const { found, isAnswered } = await lastLook(error, { host, registry, find });
    // The registry has acknowledged the move, and nobody says otherwise.
    const isTaken = !isAnswered && this.#move === 'ours';
    if (found === true || isTaken) {
      this.#progress = 'moved';
      this.#onMoved();
    }
  }

  async #do(step: Step, steps: readonly Step[]): Promise<string | undefined> {
    switch (step.kind) {
      case 'tags':
        await this.#scene.model.setTags(step.tags, step.version);
        return undefined;
      case 'switch':
        await this.#switch();
        return undefined;
      case 'receipt':
        return this.#record(steps);
    }
  }

  async #record(steps: readonly Step[]): Promise<string> {
    const { wish, version, world, from } = this.#promotion;
    const mark = lastReceipt(await this.#scene.model.tags(), wish.place);
    const isNews = mark?.sha256 !== world.receipt?.sha256;
    if (mark !== undefined && isNews && mark.version !== version.number && mark.version !== from) {
      throw this.#replacedUnseen(mark);
    }
    if (isNews && mark?.version === version.number) {
      return '';
    }
    const receiptFile = await recordPromotion(this.#promotion, this.#scene, steps);
    // Each run moves the place and then looks for marks, notes its mark and then looks at the place: so of two runs
    // that overlap, one at least sees the other.
    await this.#requireOurs();
    return receiptFile;
  }

  async #requireOurs(): Promise<void> {
    const { model, host } = this.#scene;
    const { place } = this.#promotion.wish;
    const { isOurs, seen } = await readPlaceBack({ model, place }, (occupants) => this.#isOurs(occupants), host);
    if (!isOurs) {
      throw this.#lost(seen);
    }
  }

  async #switch(): Promise<void> {
    const { model, host } = this.#scene;
    const { wish, version, from } = this.#promotion;
    const now = await occupantsOf(model, wish.place);
    if (!this.#isOurs(now)) {
      this.#requireAsDecided(now);
      host.signal.throwIfAborted();
      this.#progress = 'moving';
      await model.movePointer({ pointer: wish.place.pointer, version: version.number, others: othersOf(wish) });
      this.#move = 'ours';
    }
    await this.#requireOurs();
    this.#progress = 'moved';
    host.log.info(`${wish.place.text} of ${wish.model}: ${held([from])} → version ${version.number}`);
    if (this.#move === 'ours') {
      this.#onMoved();
    }
  }

  #isOurs(occupants: readonly number[]): boolean {
    const { wish, version } = this.#promotion;
    return occupants.includes(version.number) && (occupants.length === 1 || othersOf(wish) === 'keep');
  }

  /** No registry can be told "only if it is still so"; looking again right before leaves moments instead of hours. */
  #requireAsDecided(now: readonly number[]): void {
    const { wish, world } = this.#promotion;
    const decided = world.occupants.map(({ number }) => number);
    if (wish.place.pointer.type === 'stage' && othersOf(wish) === 'keep') {
      return;
    }
    if (decided.length !== now.length || decided.some((number) => !now.includes(number))) {
      throw new UserError('PLACE_MOVED', {
        what: `Somebody moved ${wish.place.text} of ${wish.model} while this step ran: ${held(decided)} held it, and now ${held(now)}. Nothing was moved by this step.`,
        fix: 'Find out who did it; re-run from the comparison on, which then compares with whoever holds it.',
      });
    }
  }

  #lost(seen: readonly number[]): UserError {
    const { wish, version } = this.#promotion;
    if (seen.includes(version.number)) {
      const others = seen.filter((number) => number !== version.number);
      return new UserError('PLACE_CONTESTED', {
        what: `Version ${version.number} of ${wish.model} took ${wish.place.text}, and is not alone there: so is ${held(others)}.`,
        fix: 'Archive all but the one that belongs there, then re-run this stage; two pipelines may have moved it at the same time.',
      });
    }
    return new UserError('PLACE_MOVED', {
      what: `Version ${version.number} of ${wish.model} took ${wish.place.text}, and somebody else moved it on: now held by ${held(seen)}.`,
      fix: 'Find out who did it and leave it there, or re-run from the comparison on, which then compares with whoever holds it.',
    });
  }

  /** Another run came between the last look and the switch: what this one decided upon was no longer so. */
  #replacedUnseen({ version: other }: ReceiptMark): UserError {
    const { wish, version, from } = this.#promotion;
    return new UserError('PLACE_CONTESTED', {
      what: `Another run gave ${wish.place.text} of ${wish.model} to version ${other} while this step gave it to version ${version.number}, which was to replace ${held([from])} and was never judged against version ${other}.`,
      fix: `Put version ${other} back with MLflowRollbackModel (toVersion: ${other}), then re-run from the comparison on; let one pipeline at a time move the place.`,
    });
  }

  #whereItStands(): string {
    const { wish, version, from } = this.#promotion;
    const place = `${wish.place.text} of ${wish.model}`;
    switch (this.#progress) {
      case 'untouched':
        return `${place} was not moved by this step. A re-run of this stage begins anew.`;
      case 'moving':
        return `${place} was to be moved from ${held([from])} to version ${version.number}, and whether it is was not seen. A re-run of this stage looks and completes what is missing.`;
      case 'moved':
        return `${place} is at version ${version.number}, and its receipt is not complete. A re-run of this stage completes it.`;
    }
  }
}

function isLostRace(error: unknown): boolean {
  return error instanceof UserError && (error.code === 'PLACE_MOVED' || error.code === 'PLACE_CONTESTED');
}
