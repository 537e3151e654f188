import assert from 'node:assert/strict';
import { problemsAcross, problemsInTaskJson, type TaskJsonFile } from '../../../../scripts/generation/task-json-rules';

const handlers = { Node24: { target: 'index.js' }, Node20_1: { target: 'index.js' } };
const input = { name: 'table', label: 'Table', type: 'string', required: true, helpMarkDown: 'A table.' };
const sound = {
  id: '0c1d5f4e-8a0f-4a51-9d0c-1f2a3b4c5d6e',
  name: 'MLflowScoreModel',
  friendlyName: 'Score a model',
  description: 'Scores.',
  author: 'Us',
  category: 'Azure Pipelines',
  visibility: ['Build'],
  runsOn: ['Agent'],
  minimumAgentVersion: '4.248.0',
  version: { Major: 1, Minor: 2, Patch: 3 },
  instanceNameFormat: 'Score $(table)',
  groups: [{ name: 'more', displayName: 'More' }],
  inputs: [input],
  outputVariables: [{ name: 'rows', description: 'Rows.' }],
  restrictions: { settableVariables: { allowed: ['rows'] } },
  execution: handlers,
};

function file(change: Readonly<Record<string, unknown>>): TaskJsonFile {
  return { path: 'task.json', text: JSON.stringify({ ...sound, ...change }, undefined, 2) };
}
const withInput = (change: object): Readonly<Record<string, unknown>> => ({ inputs: [{ ...input, ...change }] });
const mode = { ...input, required: false, name: 'mode', type: 'pickList', options: { slow: 'Slow', fast: 'Fast' } };
const withMode = (change: object): Readonly<Record<string, unknown>> => ({ inputs: [mode, { ...input, ...change }] });

describe('the rules for task.json', () => {
  it('accept a sound file', () => assert.deepEqual(problemsInTaskJson(file({})), []));

  it('accept a box that grows', () => {
    const properties = { resizable: true, rows: '5', maxLength: '500', EditableOptions: 'True' };
    assert.deepEqual(problemsInTaskJson(file(withInput({ properties }))), []);
  });

  const BROKEN: readonly (readonly [name: string, change: object, problem: RegExp])[] = [
    ['an unknown key', { demand: [] }, /unknown key 'demand'/],
    ['a missing key', { execution: undefined }, /key 'execution' is missing/],
    ['an id that is no GUID', { id: 'score-model' }, /is not a GUID/],
    ['a name with a blank', { name: 'Score model' }, /letters and digits/],
    ['a long title', { friendlyName: 'x'.repeat(41) }, /41 characters/],
    ['an empty description', { description: ' ' }, /description is empty/],
    ['a version in words', { version: { Major: 'one', Minor: 0, Patch: 0 } }, /expected a whole number/],
    ['a two-part agent version', { minimumAgentVersion: '4.248' }, /no three numbers/],
    ['an unknown category', { category: 'Tests' }, /expected one of Azure Pipelines/],
    ['a handler that agents ignore', { execution: { ...handlers, Node20: { target: 'x' } } }, /unknown key 'Node20'/],
    ['a title with an unknown input', { instanceNameFormat: '$(tabel)' }, /names no input 'tabel'/],
    ['an output without help', { outputVariables: [{ name: 'rows', description: '' }] }, /'rows' has no help/],
    ['an output that is no name', { outputVariables: [{ name: 'a b', description: 'c' }] }, /'a b' is not/],
    ['an input named twice', { inputs: [input, { ...input, name: 'TABLE' }] }, /'TABLE' appears twice/],
    [
      'an input with a dash',
      { ...withInput({ name: 'a-b' }), instanceNameFormat: 'x' },
      /other characters than letters/,
    ],
    ['an input without label', withInput({ label: '' }), /has no label/],
    ['an input without help', withInput({ helpMarkDown: '' }), /has no help/],
    ['an unknown type', withInput({ type: 'text' }), /unknown type 'text'/],
    ['an unknown group', withInput({ required: false, groupName: 'less' }), /unknown group 'less'/],
    ['a required input under a folded heading', withInput({ groupName: 'more' }), /is required/],
    ['a list without options', withInput({ type: 'pickList' }), /list without options/],
    ['a default outside of the options', withInput({ type: 'radio', options: { a: 'A' }, defaultValue: 'b' }), /'b'/],
    ['a rule on an unknown input', withInput({ visibleRule: 'mode = fast' }), /unknown input 'mode'/],
    ['a rule with and and or', withMode({ visibleRule: 'mode = slow && mode = fast || mode = slow' }), /mixes/],
    ['a rule on what somebody types', withMode({ visibleRule: 'table = a' }), /'table', which is not a list/],
    [
      'a rule on a choice that is not there',
      withMode({ visibleRule: 'mode = wild' }),
      /'mode = wild', which is not an option/,
    ],
    ['a rule without blanks', withMode({ visibleRule: 'mode=fast' }), /'mode=fast'/],
    ['a rule on an empty value', withMode({ visibleRule: 'mode != ""' }), /'mode != ""'/],
    [
      'a rule across groups',
      withMode({ visibleRule: 'mode = fast', required: false, groupName: 'more' }),
      /in the same group/,
    ],
    ['an alias that another input has', withMode({ aliases: ['MODE'] }), /'MODE' appears twice/],
    ['an alias with a dash', withInput({ aliases: ['a-b'] }), /other characters than letters/],
    [
      'a rule of a group on an unknown input',
      { groups: [{ name: 'more', displayName: 'More', visibleRule: 'mode = fast' }] },
      /group 'more' depends on the unknown input 'mode'/,
    ],
    ['a help link that is not secure', { helpUrl: 'http://example.com' }, /helpUrl/],
    ['a property that is no text', withInput({ properties: { rows: ['5'] } }), /expected text/],
    ['a rule with and and or', withInput({ visibleRule: 'table = a && table = b || table = c' }), /mixes/],
    ['an unknown property', withInput({ properties: { Rows: '5' } }), /unknown key 'Rows'/],
    ['a height that is not text', withInput({ properties: { rows: 5 } }), /properties\.rows 5; .*text in quotes/],
    [
      'a resizable box in quotes',
      withInput({ properties: { resizable: 'True' } }),
      /properties\.resizable "True"; .*without quotes/,
    ],
    ['a switch in lower case', withInput({ properties: { EditableOptions: 'true' } }), /expected one of True, False/],
    [
      'an output with an underscore',
      { outputVariables: [{ name: 'row_count', description: 'c' }] },
      /'row_count' is not/,
    ],
  ];
  for (const [name, change, problem] of BROKEN) {
    it(`refuse ${name}`, () => {
      const problems = problemsInTaskJson(file({ ...change }));
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0] ?? '', problem);
    });
  }

  it('accept a rule on a choice of the same group', () => {
    assert.deepEqual(problemsInTaskJson(file({ ...withMode({ visibleRule: 'mode = slow || mode = fast' }) })), []);
  });

  it('refuse two tasks that share an id, a name or a title', () => {
    const twin = { id: 'a'.repeat(8), name: 'Other', friendlyName: 'Other' };
    assert.deepEqual(problemsAcross([file({}), file(twin)]), []);
    assert.equal(problemsAcross([file({}), file({ ...twin, id: sound.id })]).length, 1);
    assert.equal(problemsAcross([file({}), file({ ...twin, name: 'mlflowscoremodel' })]).length, 1);
    assert.equal(problemsAcross([file({}), file({ ...twin, friendlyName: sound.friendlyName })]).length, 1);
  });
});
