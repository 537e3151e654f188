import type { Seed } from '../seed';
import type { DirectorySeed } from './directory';

/** What an account starts with; every member may be left out. */
export interface AccountSeed extends DirectorySeed {
  /** Workspaces by name; dev, uat and prod when left out. */
  readonly workspaces?: Readonly<Record<string, Seed>>;
  /** Catalogs beside main, dev, uat and prod. */
  readonly catalogs?: readonly string[];
}
