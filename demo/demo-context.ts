import type { Laptop } from './laptop';
import type { Printer } from './printer';

/** What every chapter needs. */
export interface DemoContext {
  readonly laptop: Laptop;
  readonly printer: Printer;
  /** Aborts when the reader wants to stop. */
  readonly stop: AbortSignal;
}
