import assert from 'node:assert/strict';
import { needText } from '../../../lib/preflight/expectation';
import { readExpectations } from '../../../lib/preflight/read-expectations';
import { formatProblem } from '../../../lib/yaml/position';
import { readYaml } from '../../../lib/yaml/read';

function reading(text: string): ReturnType<typeof readExpectations> {
  const yaml = readYaml(text, 'x');
  assert.ok('node' in yaml);
  return readExpectations(yaml.node);
}

describe('readExpectations', () => {
  const USE = ['USE_CATALOG on catalog a', 'USE_SCHEMA on schema a.b'];
  const GOOD: readonly (readonly [text: string, needs: readonly string[]])[] = [
    ['- read: a.b.c', [...USE, 'SELECT on table a.b.c']],
    ['- write: A.b.C', [...USE, 'SELECT on table a.b.c', 'MODIFY on table a.b.c']],
    ['- score: a.b.m', [...USE, 'EXECUTE on model a.b.m']],
    ['- catalog: a\n  needs: create schema', ['USE_CATALOG on catalog a', 'CREATE_SCHEMA on catalog a']],
    ['- schema: a.b\n  needs: [USE SCHEMA]', [...USE, 'USE_SCHEMA on schema a.b']],
    ['- needs: [READ_VOLUME]\n  volume: a.b.raw', [...USE, 'READ_VOLUME on volume a.b.raw']],
    ['- external location: raw\n  needs: READ FILES', ['READ_FILES on external location raw']],
    ['[{"job": 7, "needs": ["CAN_VIEW"]}]', ['CAN_VIEW on job 7']],
    ['- cluster policy: Small one\n  needs: can_use', ['CAN_USE on cluster policy Small one']],
  ];
  for (const [text, needs] of GOOD) {
    it(`understands ${JSON.stringify(text)}`, () => {
      const found = reading(text);
      assert.deepEqual('value' in found ? found.value.map(needText) : found.problems, needs);
    });
  }

  const TABLE = 'SELECT, MODIFY, APPLY_TAG, MANAGE';
  const BAD: readonly (readonly [text: string, problems: readonly string[]])[] = [
    ['[]', ['x:1:1: the list is empty']],
    ['', ["x:1:1: expected a list, e.g. '- read: main.ml.customers'"]],
    ['read: a.b.c', ["x:1:1: expected a list, e.g. '- read: main.ml.customers'"]],
    ['- read', ["x:1:3: expected a map, e.g. 'read: main.ml.customers'"]],
    ['- raed: a.b.c', ["x:1:3: unknown key 'raed'; did you mean 'read'?"]],
    ['- read: a.b', ['x:1:9: expected catalog.schema.table, found "a.b"']],
    ['- read: a..c', ['x:1:9: expected catalog.schema.table, found "a..c"']],
    ['- read: [a.b.c]', ['x:1:9: expected text, found a list']],
    ['- read:', ['x:1:3: expected text, found nothing']],
    ['- read: a.b.c\n  needs: SELECT', ["x:2:3: 'read' includes its own needs; name a 'table' to list them"]],
    ['- table: a.b.c', ["x:1:3: key 'needs' is missing"]],
    ['- table: a.b.c\n  needs: []', ['x:2:10: the list is empty']],
    ['- table: a.b.c\n  needs: SELCT', [`x:2:10: 'SELCT' cannot be granted on a table; known are: ${TABLE}`]],
    ['- table: a.b.c\n  needs: [{}]', ['x:2:11: expected text, found a map']],
    [
      '- schema: a.b\n  needs: CREATE_TABEL',
      ["x:2:10: 'CREATE_TABEL' cannot be granted on a schema; did you mean 'CREATE_TABLE'?"],
    ],
    ['- job: x\n  table: a.b.c\n  needs: SELECT', ["x:2:3: 'job' and 'table' need an item each"]],
  ];
  for (const [text, problems] of BAD) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const found = reading(text);
      assert.deepEqual('problems' in found ? found.problems.map(formatProblem) : found.value, problems);
    });
  }

  it('names what it knows when an item names nothing', () => {
    const found = reading('- needs: SELECT');
    assert.match(
      'problems' in found ? found.problems.map(formatProblem).join() : '',
      /^x:1:3: the item names nothing; known are: read, write, .*serving endpoint$/,
    );
  });

  it('tells all mistakes of a list', () => {
    const found = reading('- read: a\n- job: x\n- table: b\n  needs: [X, Y]');
    assert.equal('problems' in found ? found.problems.length : 0, 5);
  });
});
