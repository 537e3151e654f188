import assert from 'node:assert/strict';
import type { Json } from '../../../lib/core/lossless-json';
import { plain } from '../../../lib/yaml/node';
import { formatProblem } from '../../../lib/yaml/position';
import { readYaml } from '../../../lib/yaml/read';

function valueOf(text: string): Json {
  const reading = readYaml(text, 'x.yml');
  assert.ok('node' in reading, 'problems' in reading ? reading.problems.map(formatProblem).join('\n') : '');
  return plain(reading.node);
}

function problemsOf(text: string): readonly string[] {
  const reading = readYaml(text, 'x.yml');
  return 'problems' in reading ? reading.problems.map(formatProblem) : [];
}

describe('readYaml', () => {
  const VALUES: readonly { what: string; text: string; value: Json }[] = [
    { what: 'maps and lists', text: 'a:\n  - b: 1\n  - [2, 3]', value: { a: [{ b: 1 }, [2, 3]] } },
    { what: 'JSON', text: '{"a": {"b": [null, true]}}', value: { a: { b: [null, true] } } },
    { what: 'an empty text', text: '', value: null },
    { what: 'a text of comments', text: '# nothing\n', value: null },
    { what: 'a lone scalar', text: '--- x', value: 'x' },
    { what: 'quoted scalars as text', text: `[ "1", 'true', "null" ]`, value: ['1', 'true', 'null'] },
    { what: 'a scalar tagged as text', text: 'a: !!str 5', value: { a: '5' } },
    { what: 'a literal block', text: 'a: |\n  x\n  y\n', value: { a: 'x\ny\n' } },
    { what: 'a folded block', text: 'a: >-\n  x\n  y\n', value: { a: 'x y' } },
    { what: 'an alias of a map', text: 'a: &m {b: 1}\nc: *m', value: { a: { b: 1 }, c: { b: 1 } } },
    { what: 'an alias of a scalar', text: 'a: &s 5\nc: [*s]', value: { a: 5, c: [5] } },
    { what: 'an anchor that is given again', text: '[&a 1, *a, &a 2, *a]', value: [1, 1, 2, 2] },
    { what: 'keys that are not text', text: '1: a\ntrue: b', value: { '1': 'a', true: 'b' } },
    { what: 'a key that every object has', text: 'constructor: 1', value: { constructor: 1 } },
    { what: 'a word like a merge key in quotes', text: '"<<": 1', value: { '<<': 1 } },
    { what: 'an id beyond 2^53', text: 'job_id: 9007199254740993', value: { job_id: 9_007_199_254_740_993n } },
  ];
  for (const { what, text, value } of VALUES) {
    it(`reads ${what}`, () => assert.deepEqual(valueOf(text), value));
  }

  const PROBLEMS = [
    { what: 'a key that appears twice', text: 'a: 1\nb: 2\na: 3', problems: ["x.yml:3:1: key 'a' appears twice"] },
    {
      what: 'a list as a key',
      text: '? [x]\n: 1',
      problems: ['x.yml:1:3: a key has to be a plain word, not a list or map'],
    },
    {
      what: 'a merge key',
      text: 'a: {<<: {b: 1}}',
      problems: ['x.yml:1:5: merge keys (<<) are not supported; write the keys out'],
    },
    {
      what: 'a tag',
      text: 'a: !secret x',
      problems: ["x.yml:1:4: tag '!secret' is not supported; quote a value to make it text"],
    },
    { what: 'an alias without anchor', text: 'a: *b', problems: ["x.yml:1:5: alias 'b' names no anchor above it"] },
    { what: 'an alias of itself', text: '&a [*a]', problems: ["x.yml:1:6: alias 'a' names no anchor above it"] },
    { what: 'two documents', text: 'a: 1\n---\nb: 2', problems: ['x.yml:1:1: contains 2 documents; one is expected'] },
    {
      what: 'a tab in the indentation',
      text: 'a:\n\t- x',
      problems: ['x.yml:2:1: tab characters must not be used in indentation'],
    },
    {
      what: 'a list that is not closed',
      text: 'a: [1',
      problems: ['x.yml:1:6: unexpected end of the stream within a flow collection'],
    },
    {
      what: 'several at once',
      text: 'a: 1\na: 2\nb: *x',
      problems: ["x.yml:2:1: key 'a' appears twice", "x.yml:3:5: alias 'x' names no anchor above it"],
    },
  ];
  for (const { what, text, problems } of PROBLEMS) {
    it(`says where there is ${what}`, () => assert.deepEqual(problemsOf(text), problems));
  }

  it('remembers where keys and values stand', () => {
    const reading = readYaml('a: 1\r\nlist:\r\n  - bb: "x"', 'x.yml');
    assert.ok('node' in reading && reading.node.kind === 'map');
    const [, list] = reading.node.entries;
    assert.deepEqual(list?.keyAt, { file: 'x.yml', line: 2, column: 1 });
    assert.ok(list.value.kind === 'list' && list.value.items[0]?.kind === 'map');
    const [entry] = list.value.items[0].entries;
    assert.deepEqual([entry?.keyAt.line, entry?.keyAt.column], [3, 5]);
    assert.equal(entry?.value.at.line, 3);
  });

  describe('in a format whose keys are expressions', () => {
    const read = (text: string): ReturnType<typeof readYaml> =>
      readYaml(text, 'x.yml', { keys: 'as-written', anchors: 'refused' });

    it('keeps repeated keys, each as it was written', () => {
      const reading = read('1.10: a\ntrue: b\n1.10: c');
      assert.ok('node' in reading && reading.node.kind === 'map');
      assert.deepEqual(
        reading.node.entries.map(({ key }) => key),
        ['1.10', 'true', '1.10'],
      );
    });

    it('refuses an anchor where it stands', () => {
      const reading = read('a: &b 1\nc: *b');
      assert.deepEqual('problems' in reading && reading.problems.map(formatProblem), [
        "x.yml:1:5: anchor 'b' is not supported here; write the value out where it is needed",
      ]);
    });
  });
});
