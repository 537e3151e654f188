import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import {
  readRecord,
  recordedRun,
  recordText,
  type DeploymentRecord,
} from '../../../../lib/deployment/record/deployment-record';
import { FACTS } from '../../../kit/run-facts';

const RECORD: DeploymentRecord = {
  deploymentId: 'd1',
  state: 'inProgress',
  writtenAt: '2026-11-21T10:00:00.000Z',
  writtenBy: '0.1.0',
  deployedPath: '/Workspace/Shared/churn',
  run: { ...recordedRun(FACTS), pullRequest: '42', runUrl: 'https://dev.azure.com/acme/churn' },
  contentSha256: 'c'.repeat(64),
  files: new Map([
    ['a.txt', { sha256: '1', size: 1, kind: 'file', modifiedAt: 5 }],
    ['__proto__', { sha256: '2', size: 0, kind: 'file' }],
    ['constructor', { sha256: '2', size: 0, kind: 'file' }],
    ['n.py', { sha256: '3', size: 2, kind: 'notebook', modifiedAt: 6 }],
  ]),
  touched: [
    { path: 'b.txt', kind: 'file' },
    { path: 'm.py', kind: 'file' },
    { path: 'm.py', kind: 'notebook' },
  ],
};

const FILE = { path: 'a', sha256: '1', size: 1, kind: 'file' };

const json = (): JsonObject => JSON.parse(recordText(RECORD)) as JsonObject;

describe('the record of a deployment', () => {
  it('reads as it was written', () => {
    const { touched, ...rest } = readRecord(recordText(RECORD)) as DeploymentRecord;
    const { touched: written, ...expected } = RECORD;
    assert.deepEqual(rest, expected);
    const keys = (list: DeploymentRecord['touched']): readonly string[] =>
      [...new Set(list.map(({ path, kind }) => `${kind} ${path}`))].toSorted();
    assert.deepEqual(keys(touched), keys(written));
  });

  it('names nothing as touched once it is complete', () => {
    const text = recordText({ ...RECORD, state: 'complete', touched: [] });
    assert.doesNotMatch(text, /touched/);
    assert.deepEqual((readRecord(text) as DeploymentRecord).touched, []);
  });

  it('says when only a newer version can read it', () => {
    assert.deepEqual(readRecord(JSON.stringify({ ...json(), version: 2 })), { newerVersion: 2 });
  });

  const BROKEN: readonly (readonly [what: string, change: JsonObject])[] = [
    ['another kind', { kind: 'receipt' }],
    ['no version', { version: null }],
    ['an unknown state', { state: 'done' }],
    ['no id', { deploymentId: 7 }],
    ['no run', { run: null }],
    ['no hash', { contentSha256: null }],
    ['no list of files', { files: {} }],
    ['a file twice', { files: [FILE, FILE] }],
    ['a file without a hash', { files: [{ path: 'a', size: 1, kind: 'file' }] }],
    ['a file of an unknown kind', { files: [{ ...FILE, kind: 'dashboard' }] }],
    ['a file outside', { files: [{ ...FILE, path: '../a' }] }],
    ['a touched path outside', { touched: ['a/../../b'] }],
  ];
  for (const [what, change] of BROKEN) {
    it(`is none with ${what}`, () => assert.equal(readRecord(JSON.stringify({ ...json(), ...change })), undefined));
  }

  for (const text of ['', 'null', '[]', '{', '"deployment"']) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(readRecord(text), undefined));
  }
});
