import { UserError } from '../core/errors';
import type { RegisteredModel } from '../registry/registered-model';
import type { Registry } from '../registry/registry';
import type { TaskHost } from '../task/host';
import { held } from './held';
import { holdersOf, readPlaceBack } from './holders';
import { lastLook } from './last-look';
import type { Place } from './place';
import type { ReceiptMark } from './place-tags';
import { lastReceipt } from './receipts/receipt-mark';

/** A decided move of an alias or stage to a version, and the state of the place at the decision. */
export interface PlaceMove {
  readonly place: Place;
  readonly version: number;
  /** The holders of the place. */
  readonly from: readonly number[];
  /** The last receipt of the place. */
  readonly receipt: ReceiptMark | undefined;
  /** What happens to other versions in a stage; an alias has only one. */
  readonly others: 'archive' | 'keep';
  /** The next step if somebody else has moved the place. */
  readonly advice: { readonly moved: string; readonly replaced: (version: number) => string };
}

export interface MoveContext {
  readonly host: TaskHost;
  readonly registry: Registry;
  readonly model: RegisteredModel;
}

/**
 * Moves a place once and checks the result. No registry can "move it only if it is still there", so this looks
 * right before the move and reads back after it; a lost race is reported and never undone. Of two runs that overlap, at
 * least one fails: each moves and then looks for a new receipt, records its own and then looks at the place again.
 */
export class PlaceMover {
  readonly #move: PlaceMove;
  readonly #context: MoveContext;
  #progress: 'untouched' | 'moving' | 'moved' = 'untouched';
  #isAcknowledged = false;

  constructor(move: PlaceMove, context: MoveContext) {
    this.#move = move;
    this.#context = context;
  }

  get progress(): 'untouched' | 'moving' | 'moved' {
    return this.#progress;
  }

  /** Whether this run moved the place; false if it was already moved. */
  get isOurMove(): boolean {
    return this.#isAcknowledged;
  }

  /** Resolves when the registry shows the version at the place. */
  async move(): Promise<void> {
    const { host, model } = this.#context;
    const { place, version, from, others } = this.#move;
    const now = await holdersOf(model, place);
    if (!this.#isDone(now)) {
      this.#requireAsDecided(now);
      host.signal.throwIfAborted();
      this.#progress = 'moving';
      await model.movePointer({ pointer: place.pointer, version, others });
      this.#isAcknowledged = true;
    }
    await this.requireDone();
    this.#progress = 'moved';
    host.log.info(`${place.text} of ${model.name}: ${held(from)} → version ${version}`);
  }

  /** After an error: whether the place was moved after all. */
  async isMovedAfter(error: unknown): Promise<boolean> {
    if (this.#progress !== 'moving' || isLostRace(error)) {
      return false;
    }
    const { host, registry, model } = this.#context;
    const find = async (reachable: Registry): Promise<true | undefined> =>
      this.#isDone(await holdersOf(reachable.model(model.name), this.#move.place)) || undefined;
    const { found, isAnswered } = await lastLook(error, { host, registry, find });
    // The registry has confirmed the move, and nothing contradicts it.
    const isTaken = found === true || (!isAnswered && this.#isAcknowledged);
    this.#progress = isTaken ? 'moved' : 'moving';
    return isTaken;
  }

  /** Fails if another run has recorded another version in the meantime; true if it has recorded this one. */
  async isRecordedByAnother(): Promise<boolean> {
    const { place, version, from, receipt, advice } = this.#move;
    const { model } = this.#context;
    const mark = lastReceipt(await model.tags(), place);
    if (mark === undefined || mark.sha256 === receipt?.sha256 || from.includes(mark.version)) {
      return false;
    }
    if (mark.version !== version) {
      throw new UserError('PLACE_CONTESTED', {
        what: `Another run moved ${place.text} of ${model.name} to version ${mark.version} while this step moved it from ${held(from)} to version ${version}.`,
        fix: advice.replaced(mark.version),
      });
    }
    return true;
  }

  async requireDone(): Promise<void> {
    const { host, model } = this.#context;
    const { place } = this.#move;
    const { isOurs, seen } = await readPlaceBack({ model, place }, (holders) => this.#isDone(holders), host);
    if (!isOurs) {
      throw this.#lost(seen);
    }
  }

  #isDone(holders: readonly number[]): boolean {
    const { version, others } = this.#move;
    return holders.includes(version) && (holders.length === 1 || others === 'keep');
  }

  #requireAsDecided(now: readonly number[]): void {
    const { place, from, others, advice } = this.#move;
    const isAsDecided = from.length === now.length && from.every((number) => now.includes(number));
    if (isAsDecided || (place.pointer.type === 'stage' && others === 'keep')) {
      return;
    }
    throw new UserError('PLACE_MOVED', {
      what: `Somebody moved ${place.text} of ${this.#context.model.name} while this step ran: ${held(from)} held it, and now ${held(now)}. This step has moved nothing.`,
      fix: advice.moved,
    });
  }

  #lost(seen: readonly number[]): UserError {
    const { place, version, advice } = this.#move;
    const subject = `Version ${version} of ${this.#context.model.name} took ${place.text}`;
    const others = seen.filter((number) => number !== version);
    return seen.includes(version)
      ? new UserError('PLACE_CONTESTED', {
          what: `${subject}, but ${held(others)} holds it too.`,
          fix: 'Archive all versions but the one that belongs there, then re-run this stage. Two pipelines may have moved it at the same time.',
        })
      : new UserError('PLACE_MOVED', {
          what: `${subject}, but somebody else moved it on: ${held(seen)} holds it now.`,
          fix: advice.moved,
        });
  }
}

/** The error of a lost race already names the holder and says that a re-run of this stage alone does not help. */
export function isLostRace(error: unknown): boolean {
  return error instanceof UserError && (error.code === 'PLACE_MOVED' || error.code === 'PLACE_CONTESTED');
}
