import assert from 'node:assert/strict';
import { input } from '../../../lib/task/definition';
import type { Input } from '../../../lib/task/input';
import type { YamlNode } from '../../../lib/yaml/node';
import type { Shape } from '../../../lib/yaml/shape';
import { complaintsOf, valueOf } from '../../kit/reading';

const text = { label: 'X', help: 'An x, e.g. y.' };
const shape: Shape = { kind: 'map', keys: { size: { kind: 'integer' } } };
const FILES = { 'c.yml': 'size: 3', 'c.json': '{"size": 3}', 'bad.yml': 'sise: 3\nsize: big', 'list.yaml': '- 1' };

/** Takes the words of a list, and has a place for every other one. */
const words = input.parsedYaml({ ...text, kind: 'words', read: readWords });
const wordsFile = input.parsedYamlFile({ ...text, kind: 'words', read: readWords });

function readWords(node: YamlNode) {
  const items = node.kind === 'list' ? node.items : [node];
  const problems = items.flatMap(({ kind, at }) => (kind === 'scalar' ? [] : [{ at, message: `a ${kind}` }]));
  return problems.length > 0 ? { problems } : { value: items.map((item) => ('text' in item ? item.text : '')) };
}

describe('the YAML kinds of input', () => {
  const GOOD: readonly { input: Input<unknown>; given: string; value: unknown }[] = [
    { input: input.map(text), given: 'a: 1\nb: {c: d}', value: { a: 1, b: { c: 'd' } } },
    { input: input.map(text), given: '{"id": 9007199254740993}', value: { id: 9_007_199_254_740_993n } },
    { input: input.list(text), given: '- 1\n- a: b', value: [1, { a: 'b' }] },
    { input: input.mapOrList(text), given: '[1, 2]', value: ['1', '2'] },
    { input: input.mapOrList(text), given: 'a: 1.10\nb: ~', value: { a: '1.10', b: null } },
    { input: input.mapOrFile({ ...text, shape }), given: 'size: 3', value: { size: 3 } },
    { input: input.mapOrFile({ ...text, shape }), given: 'c.yml', value: { size: 3 } },
    { input: input.mapOrFile({ ...text, shape }), given: 'c.json', value: { size: 3 } },
    { input: input.mapOrFile(text), given: '{"file": "x.yml"}', value: { file: 'x.yml' } },
    { input: input.mapFile({ ...text, shape }), given: 'c.yml', value: { size: 3 } },
    { input: words, given: '[a, 1.10]', value: ['a', '1.10'] },
    { input: wordsFile, given: 'list.yaml', value: ['1'] },
  ];
  for (const { input: kind, given, value } of GOOD) {
    it(`reads ${JSON.stringify(given)} as ${kind.kind}`, () => assert.deepEqual(valueOf(kind, given, FILES), value));
  }

  const unreadable = "which cannot be read (ENOENT: no such file or directory, open 'no.yml').";
  const BAD: readonly { input: Input<unknown>; given: string; says: string }[] = [
    { input: input.map(text), given: 'word', says: 'does not fit: x:1:1: expected a map, found "word".' },
    { input: words, given: 'a: 1', says: 'does not fit: x:1:1: a map.' },
    { input: words, given: '[', says: 'does not fit: x:1:2: unexpected end of the stream within a flow collection.' },
    { input: wordsFile, given: 'c.yml', says: 'does not fit: c.yml:1:1: a map.' },
    { input: wordsFile, given: 'no.yml', says: `names 'no.yml', ${unreadable}` },
    { input: input.map(text), given: '- 1', says: 'does not fit: x:1:1: expected a map, found a list.' },
    {
      input: input.map(text),
      given: 'a: [',
      says: 'does not fit: x:1:5: unexpected end of the stream within a flow collection.',
    },
    { input: input.list(text), given: 'a: 1', says: 'does not fit: x:1:1: expected a list, found a map.' },
    {
      input: input.list({ ...text, of: { kind: 'text' } }),
      given: '- []',
      says: 'does not fit: x:1:3: expected text, found a list.',
    },
    { input: input.mapOrList(text), given: 'word', says: 'is neither a map nor a list.' },
    {
      input: input.mapOrFile({ ...text, shape }),
      given: 'list.yaml',
      says: 'does not fit: list.yaml:1:1: expected a map, found a list.',
    },
    { input: input.mapOrFile({ ...text, shape }), given: 'no.yml', says: `names 'no.yml', ${unreadable}` },
    { input: input.mapFile({ ...text, shape }), given: 'no.yml', says: `names 'no.yml', ${unreadable}` },
  ];
  for (const { input: kind, given, says } of BAD) {
    it(`refuses ${JSON.stringify(given)} as ${kind.kind}`, () => {
      assert.deepEqual(
        complaintsOf(kind, given, FILES).map(({ what }) => what),
        [says],
      );
    });
  }

  it('makes a complaint of every problem in a file', () => {
    assert.deepEqual(complaintsOf(input.mapFile({ ...text, shape }), 'bad.yml', FILES), [
      { what: "does not fit: bad.yml:1:1: unknown key 'sise'; did you mean 'size'?.", fix: 'Correct that line.' },
      { what: 'does not fit: bad.yml:2:7: expected a whole number, found "big".', fix: 'Correct that line.' },
    ]);
  });
});
