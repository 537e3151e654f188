import assert from 'node:assert/strict';
import { readRef } from '../../../../lib/deployment/git-folder/git-ref';

describe('what a Git folder checks out', () => {
  const READ: readonly (readonly [text: string, reading: object])[] = [
    ['refs/heads/main', { ref: { kind: 'branch', name: 'main' } }],
    ['refs/heads/users/ada/refs/tags/x', { ref: { kind: 'branch', name: 'users/ada/refs/tags/x' } }],
    ['refs/tags/v1.2', { ref: { kind: 'tag', name: 'v1.2' } }],
    ['refs/pull/42/merge', { refusal: 'pullRequest' }],
    ['refs/pull/42/head', { refusal: 'pullRequest' }],
    ['refs/merge-requests/7/head', { refusal: 'pullRequest' }],
    ['main', { refusal: 'notARef' }],
    ['refs/heads/', { refusal: 'notARef' }],
    ['refs/remotes/origin/main', { refusal: 'notARef' }],
    ['', { refusal: 'notARef' }],
  ];
  for (const [text, reading] of READ) {
    it(`is read from '${text}'`, () => assert.deepEqual(readRef(text), reading));
  }
});
