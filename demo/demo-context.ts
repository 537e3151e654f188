import type { Laptop } from './laptop';
import type { Printer } from './printer';

/** What every chapter plays in. */
export interface DemoContext {
  readonly laptop: Laptop;
  readonly printer: Printer;
  /** Aborts when the reader has seen enough. */
  readonly stop: AbortSignal;
}
