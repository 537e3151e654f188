import assert from 'node:assert/strict';
import type { DeploymentFacts } from '../../../../lib/deployment/plan/facts';
import { folderOf, Observation } from '../../../../lib/deployment/plan/observation';
import { planDeployment, type Plan } from '../../../../lib/deployment/plan/plan';
import type { DeploymentRecord, RecordedFile, Touched } from '../../../../lib/deployment/record/deployment-record';
import { targetOf, type Kind } from '../../../../lib/deployment/source/notebook';
import type { SourceFile } from '../../../../lib/deployment/source/source-file';
import type { StoredObject } from '../../../../lib/deployment/store/store';
import { FACTS } from '../../../kit/run-facts';

type Objects = Readonly<Record<string, StoredObject['kind']>>;
/** Path → hash; a notebook's path ends in .py. */
type Files = Readonly<Record<string, string>>;

const SIZE = 3;
const TIME = 1000;

const kindOf = (path: string): Kind => (path.endsWith('.py') ? 'notebook' : 'file');

function source(files: Files): readonly SourceFile[] {
  return Object.entries(files).map(([path, sha256]): SourceFile => {
    const kind = kindOf(path);
    return { path, file: path, size: SIZE, sha256, kind, format: { format: 'RAW' }, target: targetOf(path, kind) };
  });
}

function record(files: Files, touched: readonly string[] = []): DeploymentRecord {
  const entry = (path: string, sha256: string): readonly [string, RecordedFile] => [
    path,
    { sha256, size: SIZE, kind: kindOf(path), modifiedAt: TIME },
  ];
  return {
    deploymentId: 'd1',
    state: touched.length > 0 ? 'inProgress' : 'complete',
    writtenAt: '2026-11-21T10:00:00.000Z',
    writtenBy: '0.1.0',
    deployedPath: '/Workspace/Shared/churn',
    run: { ...FACTS, repository: 'churn' },
    contentSha256: 'c',
    files: new Map(Object.entries(files).map(([path, sha256]) => entry(path, sha256))),
    touched: touched.map((path): Touched => ({ path, kind: kindOf(path) })),
  };
}

/** Everything that was seen, of the size and time that the record has. */
function seen(objects: Objects, edited: readonly string[] = []): Observation {
  const observation = new Observation();
  const folders = Object.keys(objects).filter((target) => objects[target] === 'folder');
  for (const folder of ['', ...folders]) {
    const children = Object.entries(objects).filter(([target]) => folderOf(target) === folder);
    observation.note(
      folder,
      children.map(([target, kind]) => ({
        target,
        kind,
        size: kind === 'file' ? SIZE : undefined,
        modifiedAt: edited.includes(target) ? TIME + 1 : TIME,
      })),
    );
  }
  return observation;
}

interface Case {
  readonly what: string;
  readonly facts: Partial<DeploymentFacts>;
  readonly plan: Partial<Record<keyof Plan, readonly unknown[]>>;
}

const STEPS = ['clearFiles', 'clearFolders', 'folders', 'uploads', 'deletions', 'doubtful', 'oldFolders'] as const;

const CASES: readonly Case[] = [
  {
    what: 'a first deployment makes the lowest folders and uploads everything',
    facts: { source: source({ 'a/b/c.txt': '1', 'a/d.py': '2', e: '3' }), seen: seen({}) },
    plan: { folders: ['a/b'], uploads: ['a/b/c.txt', 'a/d.py', 'e'] },
  },
  {
    what: 'the same source changes nothing',
    facts: { source: source({ 'a/b.txt': '1' }), record: record({ 'a/b.txt': '1' }) },
    plan: { unchanged: ['a/b.txt'] },
  },
  {
    what: 'a changed file is uploaded, and one that is gone deleted with its folder',
    facts: {
      source: source({ 'a/b.txt': '2', 'a/n.py': '1' }),
      record: record({ 'a/b.txt': '1', 'a/n.py': '1', 'old/deep/c.py': '1' }),
    },
    plan: {
      uploads: ['a/b.txt'],
      unchanged: ['a/n.py'],
      deletions: ['old/deep/c'],
      oldFolders: ['old/deep', 'old'],
      touched: ['file a/b.txt', 'notebook old/deep/c.py'],
    },
  },
  {
    what: 'a notebook that takes the place of a file waits until that is gone',
    facts: { source: source({ 'a.py': '1' }), record: record({ a: '1' }) },
    plan: { clearFiles: ['a'], uploads: ['a.py'], touched: ['notebook a.py', 'file a'] },
  },
  {
    what: 'a file that takes the place of a folder waits until that is empty and gone',
    facts: { source: source({ a: '1' }), record: record({ 'a/b/c.txt': '1' }) },
    plan: { clearFiles: ['a/b/c.txt'], clearFolders: ['a/b', 'a'], uploads: ['a'] },
  },
  {
    what: 'a folder that takes the place of a file is made when that is gone',
    facts: { source: source({ 'a/b.txt': '1' }), record: record({ a: '1' }) },
    plan: { clearFiles: ['a'], folders: ['a'], uploads: ['a/b.txt'] },
  },
  {
    what: 'what a broken-off deployment touched is uploaded again, deleted where it was seen, and emptied where it was not',
    facts: {
      source: source({ 'a.txt': '1', 'b.txt': '1' }),
      record: record({ 'b.txt': '1' }, ['a.txt', 'gone.txt', 'left.py']),
      seen: seen({ 'b.txt': 'file', 'a.txt': 'file', left: 'notebook' }),
    },
    plan: { uploads: ['a.txt'], unchanged: ['b.txt'], deletions: ['left'], doubtful: ['gone.txt'] },
  },
  {
    what: 'a notebook of others is not taken for the file that a broken-off deployment touched',
    facts: { source: source({}), record: record({}, ['left']), seen: seen({ left: 'notebook' }) },
    plan: { strangers: ['left'] },
  },
  {
    what: 'a file that was seen missing is uploaded, whatever the record says',
    facts: { source: source({ 'a.txt': '1' }), record: record({ 'a.txt': '1' }), seen: seen({}) },
    plan: { uploads: ['a.txt'] },
  },
  {
    what: 'an edit is found in full verification only',
    facts: {
      source: source({ 'a.txt': '1' }),
      record: record({ 'a.txt': '1' }),
      seen: seen({ 'a.txt': 'file' }, ['a.txt']),
    },
    plan: { unchanged: ['a.txt'] },
  },
  {
    what: 'full verification names what was edited, is missing and was added, and repairs what is ours',
    facts: {
      verify: 'full',
      source: source({ 'a.txt': '1', 'b.py': '1', 'c.txt': '1' }),
      record: record({ 'a.txt': '1', 'b.py': '1', 'c.txt': '1' }),
      seen: seen({ 'a.txt': 'file', b: 'notebook', x: 'folder', 'x/y': 'file' }, ['b']),
    },
    plan: {
      uploads: ['b.py', 'c.txt'],
      unchanged: ['a.txt'],
      foreignEdits: ["'b' was edited", "'c.txt' is missing", "'x/y' was added"],
      strangers: ['x/y'],
    },
  },
  {
    what: 'extraneous files go with their folders when that is asked for, but no deployment of others',
    facts: {
      deleteExtraneous: true,
      source: source({ 'a.txt': '1' }),
      record: record({ 'a.txt': '1' }),
      seen: seen({ 'a.txt': 'file', x: 'folder', 'x/y': 'file', 'x/deployment.json': 'file', z: 'other' }),
    },
    plan: {
      unchanged: ['a.txt'],
      deletions: ['x/y', 'x/deployment.json'],
      oldFolders: ['x'],
      nested: ['x/deployment.json'],
    },
  },
  {
    what: 'objects of others in the way are named',
    facts: {
      source: source({ 'a.py': '1', 'b/c.txt': '1', d: '1' }),
      seen: seen({ a: 'file', b: 'notebook', d: 'other' }),
    },
    plan: {
      folders: ['b'],
      uploads: ['a.py', 'b/c.txt', 'd'],
      blocked: [
        "'a' is a file, and a notebook has to be there",
        "'d' is an object of another kind, and a file has to be there",
        "'b' is a notebook, and a folder has to be there",
      ],
      strangers: ['a', 'b'],
      overwritten: ['a', 'd'],
    },
  },
];

describe('the plan of a deployment', () => {
  for (const { what, facts, plan: expected } of CASES) {
    it(what, () => {
      const plan = planDeployment({
        source: [],
        record: undefined,
        seen: undefined,
        verify: 'changed',
        deleteExtraneous: false,
        ...facts,
      });
      const found = {
        ...plan,
        uploads: plan.uploads.map(({ path }) => path),
        unchanged: [...plan.unchanged.keys()],
        touched: plan.touched.map(({ path, kind }) => `${kind} ${path}`),
      };
      for (const step of [...STEPS, ...(Object.keys(expected) as (keyof Plan)[])]) {
        assert.deepEqual(found[step], expected[step] ?? [], step);
      }
    });
  }
});
