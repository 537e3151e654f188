import type { Clock } from '../../core/clock';
import type { HttpResponse } from '../../http/message';
import { LONGEST_PAUSE_MS, pauseAskedFor } from '../../http/retry-after';

/** What is tried of the rate that the service has accepted. */
const CAUTION = 0.96;
/** Growth of the rate each second: far below the rate that was too much, and near it. */
const GROWTH_FAR = 0.15;
const GROWTH_NEAR = 0.004;
const NEAR = 0.9;
const SHORTEST_PAUSE_MS = 1000;
const LOWEST_RATE = 0.5;
/** Nothing was asked of the service in a longer gap, so the gap says nothing about what it takes. */
const LONGEST_GAP_MS = 5000;

/**
 * One pace for all lanes. Until the service throttles, nobody waits. Then nobody sends before Retry-After, and after
 * it all lanes together keep just below the rate that was accepted since the time before, which rises slowly.
 */
export class Pace {
  readonly #clock: Clock;
  /** Requests a second; undefined while the service has not complained. */
  #rate: number | undefined;
  /** The rate at which it did. */
  #tooMuch = Infinity;
  #nextAt = 0;
  #pausedUntil = 0;
  #accepted = 0;
  /** Since when accepted requests are counted. */
  #countedFrom = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #grownAt = 0;
  #sent = 0;
  #throttled = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Attempts that were made, throttled ones included. */
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
      // Who waited while another was throttled waits with everybody else.
      if (this.#pausedUntil <= this.#clock.now()) {
        this.#noteSending();
        return;
      }
    }
  }

  /** Learns from an answer. */
  hear({ status, headers }: HttpResponse): void {
    if (status !== 429) {
      this.#accepted += 1;
      return;
    }
    this.#throttled += 1;
    const now = this.#clock.now();
    // The others of the same burst say nothing new.
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

  /** Takes the next free moment. */
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
