import assert from 'node:assert/strict';
import { formatProblem } from '../../../lib/yaml/position';
import { readYaml } from '../../../lib/yaml/read';
import { problemsIn, type Shape } from '../../../lib/yaml/shape';

const PERSON: Shape = {
  kind: 'map',
  required: ['name'],
  keys: {
    name: { kind: 'text' },
    age: { kind: 'integer' },
    member: { kind: 'boolean' },
    color: { kind: 'choice', of: ['red', 'green'] },
    friends: { kind: 'list', of: { kind: 'mapOf', of: { kind: 'text' } }, atLeast: 1 },
    notes: { kind: 'anything' },
  },
};

function problemsOf(text: string): readonly string[] {
  const reading = readYaml(text, 'x.yml');
  assert.ok('node' in reading);
  return problemsIn(reading.node, PERSON).map(formatProblem);
}

describe('problemsIn', () => {
  const FITTING = [
    'name: x',
    'name: 5',
    'name: x\nage: 9007199254740993\nmember: false\ncolor: green\nfriends: [{a: b}]\nnotes: [{}, 1]',
  ];
  for (const text of FITTING) {
    it(`has nothing against ${JSON.stringify(text)}`, () => assert.deepEqual(problemsOf(text), []));
  }

  const BROKEN = [
    { text: '5', problem: 'x.yml:1:1: expected a map, found "5"' },
    { text: '[a]', problem: 'x.yml:1:1: expected a map, found a list' },
    { text: 'age: 5', problem: "x.yml:1:1: key 'name' is missing" },
    { text: 'age: 1\nname:', problem: 'x.yml:2:1: expected text, found "null"' },
    { text: 'name: {}', problem: 'x.yml:1:7: expected text, found a map' },
    { text: 'name: x\nage: old', problem: 'x.yml:2:6: expected a whole number, found "old"' },
    { text: 'name: x\nage: 1.5', problem: 'x.yml:2:6: expected a whole number, found "1.5"' },
    { text: 'name: x\nage: "5"', problem: 'x.yml:2:7: expected a whole number, found "5"' },
    { text: 'name: x\nmember: yes', problem: 'x.yml:2:9: expected true or false, found "yes"' },
    { text: 'name: x\ncolor: blue', problem: 'x.yml:2:8: expected one of red, green, found "blue"' },
    { text: 'name: x\nfriends: y', problem: 'x.yml:2:10: expected a list, found "y"' },
    { text: 'name: x\nfriends: []', problem: 'x.yml:2:10: the list is empty' },
    { text: 'name: x\nfriends: [y]', problem: 'x.yml:2:11: expected a map, found "y"' },
    { text: 'name: x\nfriends: [{a: []}]', problem: 'x.yml:2:15: expected text, found a list' },
    { text: 'name: x\nfreinds: []', problem: "x.yml:2:1: unknown key 'freinds'; did you mean 'friends'?" },
    {
      text: 'name: x\nqqqqqqqqqqqqqq: 1',
      problem: "x.yml:2:1: unknown key 'qqqqqqqqqqqqqq'; known are: name, age, member, color, friends, notes",
    },
  ];
  for (const { text, problem } of BROKEN) {
    it(`names the position and the remedy in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(problemsOf(text), [problem]);
    });
  }

  it('does not take what every object inherits for a key', () => {
    assert.match(problemsOf('name: x\nconstructor: 1').join('\n'), /^x\.yml:2:1: unknown key 'constructor'; /);
  });

  it('reports all problems at once, in the order of the text', () => {
    assert.deepEqual(problemsOf('nam: x\nage: old\nfriends:\n  - {a: {}}\n  - y'), [
      "x.yml:1:1: unknown key 'nam'; did you mean 'name'?",
      'x.yml:2:6: expected a whole number, found "old"',
      'x.yml:4:9: expected text, found a map',
      'x.yml:5:5: expected a map, found "y"',
      "x.yml:1:1: key 'name' is missing",
    ]);
  });
});
