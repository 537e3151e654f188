import type { Laptop } from './laptop';
import type { Outcome } from './outcome';
import type { Printer } from './printer';
import type { Project } from './project';

/** What every chapter needs. */
export interface Context {
  readonly laptop: Laptop;
  readonly project: Project;
  readonly printer: Printer;
  /** Aborts when the reader wants to stop. */
  readonly stop: AbortSignal;
  /** How each release ended so far. */
  readonly releases: Outcome[];
}
