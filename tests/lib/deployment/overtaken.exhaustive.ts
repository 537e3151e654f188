import assert from 'node:assert/strict';
import { join } from 'node:path';
import { seededRandom } from '../../../bench/instruments/seeded-random';
import { UserError } from '../../../lib/core/errors';
import type { Workspace } from '../../../local/workspace/workspace';
import { deployedObjects, recordedState } from '../../kit/deployment/deployed-objects';
import { Deployer } from '../../kit/deployment/deployer';
import { Interleaving } from '../../kit/deployment/interleaving';
import { expectedObjects, HEADER, writeTree, type Tree } from '../../kit/deployment/source-tree';
import { useTemporaryFolders } from '../../kit/temporary-folders';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

const DESTINATION = '/Shared/churn';
const BASE: Tree = {
  'train.py': `${HEADER}print(0)\n`,
  'lib/a.py': 'A = 0\n',
  'lib/b.py': 'B = 0\n',
  'old.txt': 'old\n',
};
const ONE: Tree = { 'train.py': `${HEADER}print(1)\n`, 'lib/a.py': 'A = 1\n', 'lib/b.py': 'B = 0\n', 'one.txt': '1\n' };
const OTHER: Tree = {
  'train.py': `${HEADER}print(2)\n`,
  'lib/a.py': 'A = 0\n',
  'lib/b.py': 'B = 2\n',
  'two.txt': '2\n',
};
const SEEDS = 30;

/** 'green', or the code of the error. */
type Outcome = string;

describe('two deployments to one folder at the same time', function () {
  this.timeout(200_000);
  const addWorkspace = useWorkspaceServer();
  const newFolder = useTemporaryFolders();
  let folder = '';
  beforeEach(() => {
    folder = newFolder();
  });

  function deployer(workspace: Workspace, tree: Tree, together?: Interleaving): Deployer {
    const source = join(
      folder,
      String(Object.keys(tree).length),
      Buffer.from(String(tree['train.py'])).toString('hex'),
    );
    writeTree(source, tree);
    const meeting = together === undefined ? {} : { intercept: together.intercept, clock: together };
    return new Deployer({ workspace, folder: source, destination: DESTINATION, ...meeting });
  }

  async function outcome(run: Promise<unknown>): Promise<Outcome> {
    try {
      await run;
      return 'green';
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error.code;
    }
  }

  for (const { what, base } of [
    { what: 'a first deployment', base: undefined },
    { what: 'a deployment before', base: BASE },
  ]) {
    it(`never leave a mixture that calls itself complete, after ${what}, in ${SEEDS} orders of their requests`, async () => {
      const seen = new Set<string>();
      for (let seed = 1; seed <= SEEDS; seed++) {
        const workspace = addWorkspace();
        if (base !== undefined) {
          await deployer(workspace, base).deploy();
        }
        const together = new Interleaving(seededRandom(seed));
        const outcomes: Outcome[] = [];
        const note = async (tree: Tree): Promise<void> => {
          outcomes.push(await outcome(deployer(workspace, tree, together).deploy()));
        };
        await together.run([note(ONE), note(OTHER)]);
        seen.add(outcomes.toSorted().join(' '));

        const found = await deployedObjects(workspace, DESTINATION);
        if ((await recordedState(workspace, DESTINATION)) === 'complete') {
          const whole = [ONE, OTHER].map((tree) => JSON.stringify(sorted(expectedObjects(tree))));
          assert.ok(whole.includes(JSON.stringify(sorted(found))), `seed ${seed}: ${JSON.stringify(found)}`);
        } else {
          assert.notDeepEqual(outcomes, ['green', 'green'], `seed ${seed}`);
        }
        await deployer(workspace, BASE).deploy();
        assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(BASE), `seed ${seed}`);
      }
      assert.ok(
        [...seen].some((outcomes) => outcomes.includes('DEPLOYMENT_OVERTAKEN')),
        [...seen].join(', '),
      );
    });
  }
});

function sorted(objects: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(objects).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
