import type { Gateway } from './gateway';

/** What an exchange needs to know about a workspace. */
export interface WorkspaceEndpoint {
  readonly gateway: Gateway;
  readonly orgId: string;
}
