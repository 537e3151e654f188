import type { AccountSeed } from './account-seed';
import type { Identity } from './identity/identity';

/** Who runs pipelines in a workspace that a person started: service principals, as on Databricks. */
const RUNNER: Identity = { userName: '6e2d3c5a-1f4b-4d7e-9a51-0c8b7f2d4e10', kind: 'servicePrincipal' };
/** Moves challenger and champion, and runs no code. */
export const PROMOTER: Identity = { userName: 'b81f90d4-7c3e-4f26-8d0a-52e9c6a1f377', kind: 'servicePrincipal' };

export const FOR_PIPELINES: AccountSeed = {
  workspaces: { dev: { identity: RUNNER }, uat: { identity: RUNNER }, prod: { identity: RUNNER } },
};
