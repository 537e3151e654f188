import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useWorkspaceServer } from '../workspace/stand-in';
import type { Workspace } from '../../local/workspace/workspace';
import { deployedObjects, recordedState } from './deployed-objects';
import { Deployer, type Interception } from './deployer';
import { expectedObjects, HEADER, writeTree, type Tree } from './source-tree';

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

/** The process ends at the request of this number: it sends no more, whatever it would do then. */
function death(at: number, moment: 'before' | 'after'): Interception {
  let count = 0;
  let isDead = false;
  return async (request, send) => {
    const index = count++;
    if (isDead || (index === at && moment === 'before')) {
      isDead = true;
      throw new Error('The process is dead.');
    }
    const answer = send(request);
    if (index === at) {
      isDead = true;
      await answer.catch(() => undefined);
      throw new Error('The process is dead.');
    }
    const answered = await answer;
    if (isDead) {
      throw new Error('The process is dead.');
    }
    return answered;
  };
}

const NOTHING: Tree = {};
const TREES: readonly Tree[] = [FIRST, SECOND, NOTHING];

interface Story {
  readonly name: string;
  /** What lies there before; deployed without a fault. */
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
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kill-'));
    TREES.forEach((tree, number) => writeTree(join(folder, String(number)), tree));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function run(workspace: Workspace, what: Tree | 'remove', intercept?: Interception): Promise<Deployer> {
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
  async function afterDeath({ before, killed }: Story, at: Interception, next: Tree | 'remove'): Promise<Workspace> {
    const workspace = addWorkspace();
    if (before !== undefined) {
      await run(workspace, before);
    }
    await run(workspace, killed, at);
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
        for (let at = 0; at < requests; at++) {
          for (const moment of ['before', 'after'] as const) {
            const workspace = await afterDeath(story, death(at, moment), tree);
            const label = `killed ${moment} the effect of request ${at} of ${requests}`;
            const expected = tree === 'remove' ? {} : expectedObjects(tree);
            assert.deepEqual(await deployedObjects(workspace, DESTINATION), expected, label);
            assert.equal(
              await recordedState(workspace, DESTINATION),
              tree === 'remove' ? undefined : 'complete',
              label,
            );
          }
        }
      });
    }
  }
});
