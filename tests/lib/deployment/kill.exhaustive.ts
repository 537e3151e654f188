import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Workspace } from '../../../local/workspace/workspace';
import { deployedObjects, recordedState } from '../../kit/deployment/deployed-objects';
import { Deployer, type Interceptor } from '../../kit/deployment/deployer';
import { expectedObjects, HEADER, writeTree, type Tree } from '../../kit/deployment/source-tree';
import { useTemporaryFolders } from '../../kit/temporary-folders';
import { useWorkspaceServer } from '../../kit/workspace/stand-in';

const DESTINATION = '/Shared/churn';

const FIRST: Tree = {
  'train.py': `${HEADER}print("one")\n`,
  'score.py': 'print("a file")\n',
  'query.sql': '-- Databricks notebook source\nSELECT 1\n',
  'lib/a.py': 'A = 1\n',
  'lib/deep/b.py': 'B = 1\n',
  'old/c.txt': 'c\n',
  'old/deeper/d.txt': 'd\n',
  'becomes-folder': 'a file\n',
  'becomes-file/e.txt': 'e\n',
  'becomes-file/deep/n.py': HEADER,
};

/** Additions, changes, deletions, and everything that can become something else. */
const SECOND: Tree = {
  'train.py': `${HEADER}print("two")\n`,
  'score.py': `${HEADER}print("a notebook")\n`,
  'query.sql': 'SELECT 1\n',
  'lib/a.py': 'A = 1\n',
  'lib/deep/b.py': 'B = 2\n',
  'new/f.txt': 'f\n',
  'becomes-folder/g.txt': 'g\n',
  'becomes-folder/deep/h.txt': 'h\n',
  'becomes-file': 'a file now\n',
};

/**
 * The process ends when it has sent this many requests; what they change takes effect, and no answer is heard.
 * So the end before a request is that after the one before it.
 */
function deathAfter(requests: number): Interceptor {
  let sent = 0;
  return async (request, send) => {
    if (sent >= requests) {
      throw new Error('The process is dead.');
    }
    sent += 1;
    const answer = await send(request);
    if (sent >= requests) {
      throw new Error('The process is dead.');
    }
    return answer;
  };
}

const NOTHING: Tree = {};
const TREES: readonly Tree[] = [FIRST, SECOND, NOTHING];

interface Story {
  readonly name: string;
  /** The earlier content; deployed without a fault. */
  readonly before: Tree | undefined;
  /** What is killed: a deployment of this, or a removal. */
  readonly killed: Tree | 'remove';
}

const STORIES: readonly Story[] = [
  { name: 'a first deployment', before: undefined, killed: FIRST },
  { name: 'a deployment of a changed source', before: FIRST, killed: SECOND },
  { name: 'a deployment of an older source', before: SECOND, killed: FIRST },
  { name: 'a removal', before: FIRST, killed: 'remove' },
];

describe('a deployment that is killed at any request', function () {
  this.timeout(300_000);
  const addWorkspace = useWorkspaceServer();
  const newFolder = useTemporaryFolders();
  let folder = '';
  before(() => {
    folder = newFolder();
    TREES.forEach((tree, number) => writeTree(join(folder, String(number)), tree));
  });

  async function run(workspace: Workspace, what: Tree | 'remove', intercept?: Interceptor): Promise<Deployer> {
    const deployer = new Deployer({
      workspace,
      folder: join(folder, String(TREES.indexOf(what === 'remove' ? NOTHING : what))),
      destination: DESTINATION,
      ...(intercept === undefined ? {} : { intercept }),
    });
    await (what === 'remove' ? deployer.remove() : deployer.deploy()).catch((error: unknown) => {
      if (intercept === undefined) {
        throw error;
      }
    });
    await deployer.settled();
    return deployer;
  }

  /** What it looks like after `killed` was killed at that request, and `next` has run. */
  async function afterDeath({ before, killed }: Story, death: Interceptor, next: Tree | 'remove'): Promise<Workspace> {
    const workspace = addWorkspace();
    if (before !== undefined) {
      await run(workspace, before);
    }
    await run(workspace, killed, death);
    await run(workspace, next);
    return workspace;
  }

  async function requestsOf({ before, killed }: Story): Promise<number> {
    const workspace = addWorkspace();
    if (before !== undefined) {
      await run(workspace, before);
    }
    return (await run(workspace, killed)).sent.length;
  }

  for (const story of STORIES) {
    const nexts = [
      { what: 'the same source', tree: story.killed === 'remove' ? SECOND : story.killed },
      { what: 'the source before it', tree: story.before ?? SECOND },
      { what: 'a removal', tree: 'remove' as const },
    ];
    for (const { what, tree } of nexts) {
      it(`${story.name} is healed by ${what}`, async () => {
        const requests = await requestsOf(story);
        assert.ok(requests > 10);
        for (let sent = 0; sent <= requests; sent++) {
          const workspace = await afterDeath(story, deathAfter(sent), tree);
          const label = `killed after ${sent} of ${requests} requests`;
          const expected = tree === 'remove' ? {} : expectedObjects(tree);
          assert.deepEqual(await deployedObjects(workspace, DESTINATION), expected, label);
          assert.equal(await recordedState(workspace, DESTINATION), tree === 'remove' ? undefined : 'complete', label);
        }
      });
    }
  }
});
