import type { DirectorySeed } from './identity/directory';
import type { Seed } from './seed';

/** What an account starts with; all members are optional. */
export interface AccountSeed extends DirectorySeed {
  /** Workspaces by name. Default: dev, uat and prod. */
  readonly workspaces?: Readonly<Record<string, Seed>>;
  /** Catalogs in addition to main, dev, uat and prod. */
  readonly catalogs?: readonly string[];
}
