import type { Workspace } from '../../../local/workspace/workspace';
import {
  makeKeys,
  withLoginFixture,
  type Keys,
  type LoginFixture,
  type LoginFixtureOptions,
} from '../logins/login-fixture';
import { useWorkspaces } from './workspace-under-test';

export interface LoginFixtures {
  readonly newWorkspace: () => Workspace;
  /** A fixture with its own workspace by default. */
  readonly through: <T>(
    use: (fixture: LoginFixture) => Promise<T>,
    options?: Partial<LoginFixtureOptions>,
  ) => Promise<T>;
}

/** Fixtures for the tests of a `describe`, which share their keys, since those take longest to make. */
export function useLoginFixtures(): LoginFixtures {
  const newWorkspace = useWorkspaces();
  let keys: Keys;
  before(() => {
    keys = makeKeys();
  });
  return {
    newWorkspace,
    through: (use, options = {}) =>
      withLoginFixture({ keys, workspace: options.workspace ?? newWorkspace(), ...options }, use),
  };
}
