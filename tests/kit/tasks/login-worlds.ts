import type { Workspace } from '../../../local/workspace/workspace';
import { inWorld, makeKeys, type Keys, type Making, type World } from '../logins/world';
import { workspaces } from './workspace-under-test';

export interface LoginWorlds {
  readonly newWorkspace: () => Workspace;
  /** A world with a workspace of its own, unless another is given. */
  readonly through: <T>(use: (world: World) => Promise<T>, making?: Partial<Making>) => Promise<T>;
}

/** Worlds for the tests of a `describe`, which share their keys, since those take longest to make. */
export function loginWorlds(): LoginWorlds {
  const newWorkspace = workspaces();
  let keys: Keys;
  before(() => {
    keys = makeKeys();
  });
  return {
    newWorkspace,
    through: (use, making = {}) => inWorld({ keys, workspace: making.workspace ?? newWorkspace(), ...making }, use),
  };
}
