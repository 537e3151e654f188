import type { Clock } from '../../core/clock';
import type { HttpResponse } from '../../http/message';
import { LONGEST_PAUSE_MS, pauseAskedFor } from '../../http/retry-after';

/** The share of the accepted rate to try. */
const CAUTION = 0.96;
/** Growth of the rate per second: far below the rate that was too high, and near it. */
const GROWTH_FAR = 0.15;
const GROWTH_NEAR = 0.004;
const NEAR = 0.9;
const SHORTEST_PAUSE_MS = 1000;
const LOWEST_RATE = 0.5;
/** A longer gap without requests says nothing about the accepted rate. */
const LONGEST_GAP_MS = 5000;

/**
 * One pace for all lanes. Until the service throttles, requests do not wait. Then all wait for Retry-After. After
 * that, all lanes together stay just below the rate that was accepted before, which rises slowly.
 */
export class Pace {
  readonly #clock: Clock;
  /** Requests per second; undefined before the first throttling. */
  #rate: number | undefined;
  /** The rate that was throttled. */
  #tooMuch = Infinity;
  #nextAt = 0;
  #pausedUntil = 0;
  #accepted = 0;
  /** Start of the count of accepted requests. */
  #countedFrom = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #grownAt = 0;
  #sent = 0;
  #throttled = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Number of attempts, including throttled ones. */
  get sent(): number {
    return this.#sent;
  }

  get throttled(): number {
    return this.#throttled;
  }

  /** Resolves when it is this request's turn. */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    for (;;) {
      const at = this.#slot();
      const waitMs = at - this.#clock.now();
      if (waitMs > 0) {
        await this.#clock.sleep(waitMs, signal);
      }
      // A request that waited while another was throttled waits again.
      if (this.#pausedUntil <= this.#clock.now()) {
        this.#noteSending();
        return;
      }
    }
  }

  /** Adjusts the rate to a response. */
  hear({ status, headers }: HttpResponse): void {
    if (status !== 429) {
      this.#accepted += 1;
      return;
    }
    this.#throttled += 1;
    const now = this.#clock.now();
    // Other responses of the same burst add no information.
    if (now < this.#pausedUntil) {
      return;
    }
    const askedMs = pauseAskedFor({ headers }, now) ?? 0;
    const pauseMs = Math.min(Math.max(askedMs, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
    const seconds = Math.max(now - this.#countedFrom, 1000) / 1000;
    this.#tooMuch = this.#rate ?? Infinity;
    this.#rate = Math.max(CAUTION * (this.#accepted / seconds), LOWEST_RATE);
    this.#accepted = 0;
    this.#countedFrom = now;
    this.#pausedUntil = now + pauseMs;
    this.#nextAt = this.#pausedUntil;
    this.#grownAt = this.#pausedUntil;
  }

  #noteSending(): void {
    const now = this.#clock.now();
    if (now - this.#sentAt > LONGEST_GAP_MS) {
      this.#accepted = 0;
      this.#countedFrom = now;
    }
    this.#sentAt = now;
    this.#sent += 1;
  }

  /** Takes the next free time slot. */
  #slot(): number {
    const now = this.#clock.now();
    if (this.#rate === undefined) {
      return now;
    }
    if (now > this.#grownAt) {
      const growth = this.#rate < NEAR * this.#tooMuch ? GROWTH_FAR : GROWTH_NEAR;
      this.#rate *= 1 + (growth * (now - this.#grownAt)) / 1000;
      this.#grownAt = now;
    }
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + 1000 / this.#rate;
    return at;
  }
}
