import type { Denial } from './access/permissions';
import type { Identity } from './identity/identity';
import type { GitRemote } from './repos/git-remotes';

/** What a workspace starts with; every member may be left out. */
export interface Seed {
  /** Whom the workspace's first token belongs to. */
  readonly identity?: Identity;
  /** Permissions that identities lack. */
  readonly denials?: readonly Denial[];
  /** Cluster ids that do not exist; every other id does. */
  readonly missingClusters?: readonly string[];
  /** The first read of a resource after a write still sees it as it was before. */
  readonly staleReads?: boolean;
  /** Lists and states of workspace files leave out the size, which the service only may tell. */
  readonly fileSizes?: 'untold';
  /** Requests beyond the documented rates are refused. */
  readonly throttled?: boolean;
  /** Repositories on this disk by the address that Git folders know them by. */
  readonly gitRemotes?: Readonly<Record<string, GitRemote>>;
  /** Disabled in accounts that came after Unity Catalog. */
  readonly workspaceRegistry?: 'disabled';
}
