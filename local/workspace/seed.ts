import type { Denial } from './access/permissions';
import type { Identity } from './identity/identity';
import type { GitRemote } from './repos/git-remotes';

/** What a workspace starts with; all members are optional. */
export interface Seed {
  /** The owner of the workspace's first token. */
  readonly identity?: Identity;
  /** Permissions that identities lack. */
  readonly denials?: readonly Denial[];
  /** Cluster IDs that do not exist; all others do. */
  readonly missingClusters?: readonly string[];
  /** The first read of a resource after a write returns the old state. */
  readonly staleReads?: boolean;
  /** Omits the size of workspace files, which the service does not guarantee. */
  readonly fileSizes?: 'untold';
  /** Refuses requests above the documented rates. */
  readonly throttled?: boolean;
  /** Repositories on this disk, by the URL that Git folders use. */
  readonly gitRemotes?: Readonly<Record<string, GitRemote>>;
  /** Disabled in newer accounts. */
  readonly workspaceRegistry?: 'disabled';
}
