import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Created } from '../../../lib/contracts/creation';
import { sha256Hex } from '../../../lib/core/node/hash';
import { isOwn, isOwnFolder } from '../../../lib/creations/own-names';
import { pullRequestSuffix } from '../../../lib/project/pull-request';
import { pullRequestOf } from '../../../lib/task/pull-request';
import { root } from '../../../scripts/repository/repository';
import { FACTS } from '../../kit/run-facts';

interface Case {
  readonly organization: string;
  readonly project: string;
  readonly repository: string;
  readonly number: string;
  readonly folder: string;
  readonly suffix: string;
  readonly own: readonly (readonly [Created['kind'], string])[];
  readonly foreign: readonly (readonly [Created['kind'], string])[];
}

// The clean-up applies the same rule in Python, to the same cases.
const CASES = JSON.parse(readFileSync(join(root, 'on-databricks/clean_up/own_names.json'), 'utf8')) as readonly Case[];

describe('a name in the record of a pull request', () => {
  for (const { organization, project, repository, number, folder, suffix, own, foreign } of CASES) {
    it(`of ${repository} is its own exactly when nothing else can use it`, () => {
      const facts = { ...FACTS, organization, project, repository: { ...FACTS.repository, name: repository } };
      const found = pullRequestOf({ ...facts, pullRequest: number });
      assert.ok(found);
      assert.equal(pullRequestSuffix(found, sha256Hex), suffix);
      const check = (names: Case['own'], expected: boolean): void => {
        for (const [kind, name] of names) {
          const created = { kind, name: name.replace('{suffix}', suffix) };
          assert.equal(isOwn(created, { ...found, folder }, sha256Hex), expected, `${kind} ${name}`);
        }
      };
      check(own, true);
      check(foreign, false);
    });
  }

  for (const [name, expected] of [
    ['pull-12-merge', true],
    ['pull-12', true],
    ['pr-12', true],
    ['pull-1', false],
    ['pull-12-merge-2', false],
    ['xpr-12', false],
    ['main', false],
  ] as const) {
    it(`is recorded ${expected ? '' : 'not '}in a folder called ${name}`, () => {
      assert.equal(isOwnFolder({ folder: `/Workspace/Shared/churn/${name}`, number: '12' }), expected);
    });
  }
});
