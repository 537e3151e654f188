import assert from 'node:assert/strict';
import { input, optional } from '../../../lib/task/definition';
import type { Input } from '../../../lib/task/input';
import { complaintsOf, valueOf } from '../../kit/reading';

const text = { label: 'X', help: 'An x, e.g. y.' };
const color = input.choice({ ...text, of: { red: 'Red', green: 'Green' }, default: 'red' });
const count = input.integer({ ...text, minimum: 0 });

describe('the plain kinds of input', () => {
  const GOOD: readonly { input: Input<unknown>; given: string; value: unknown }[] = [
    { input: input.string(text), given: 'a b', value: 'a b' },
    { input: input.multiLine(text), given: 'a\nb', value: 'a\nb' },
    { input: input.boolean({ ...text, default: true }), given: 'False', value: false },
    { input: input.boolean({ ...text, default: false }), given: 'TRUE', value: true },
    { input: input.integer(text), given: '-12', value: -12 },
    { input: count, given: '0', value: 0 },
    { input: input.minutes(text), given: '90', value: 90 },
    { input: input.id(text), given: '9223372036854775807', value: '9223372036854775807' },
    { input: input.version(text), given: '12', value: 12 },
    { input: color, given: 'GREEN', value: 'green' },
    { input: input.file(text), given: '/s/a.yml', value: '/s/a.yml' },
    { input: input.folder(text), given: '/s/a', value: '/s/a' },
    { input: input.connection(text), given: 'guid', value: 'guid' },
  ];
  for (const { input: kind, given, value } of GOOD) {
    it(`reads ${JSON.stringify(given)} as ${kind.kind}`, () => assert.deepEqual(valueOf(kind, given), value));
  }

  const wholeNumber = { says: 'which is not a whole number.', fix: 'Set a whole number, e.g. 90.' };
  const aVersion = {
    says: 'which is not the number of a version.',
    fix: "Set a number, e.g. 12; a task never looks for the newest version, because it may be somebody else's.",
  };
  const BAD: readonly { input: Input<unknown>; given: string; says: string; fix: string }[] = [
    {
      input: input.boolean({ ...text, default: true }),
      given: 'yes',
      says: 'which is neither true nor false.',
      fix: 'Set true or false.',
    },
    { input: count, given: 'lots', ...wholeNumber },
    { input: count, given: '1.5', ...wholeNumber },
    { input: count, given: '1e3', ...wholeNumber },
    { input: count, given: '9007199254740993', ...wholeNumber },
    { input: count, given: '-1', says: 'the smallest value is 0.', fix: 'Set 0 or more.' },
    { input: input.minutes(text), given: '0', says: 'the smallest value is 1.', fix: 'Set 1 or more.' },
    {
      input: input.id(text),
      given: 'job-1',
      says: 'which is not an ID.',
      fix: 'Set the number that the workspace shows.',
    },
    {
      input: input.id(text),
      given: '1'.repeat(20),
      says: 'which is not an ID.',
      fix: 'Set the number that the workspace shows.',
    },
    ...['latest', '0', '01', '1.0', '9007199254740993'].map((given) => ({
      input: input.version(text),
      given,
      ...aVersion,
    })),
    { input: color, given: 'blue', says: 'which is not among the choices.', fix: 'Set one of: red, green.' },
  ];
  for (const { input: kind, given, says, fix } of BAD) {
    it(`refuses '${given}' as ${kind.kind}`, () => {
      const [complaint, ...others] = complaintsOf(kind, given);
      assert.deepEqual(others, []);
      assert.ok(
        complaint !== undefined && complaint.what.includes(given) && complaint.what.endsWith(says),
        complaint?.what,
      );
      assert.equal(complaint.fix, fix);
    });
  }

  it('is required unless it has a default or is optional', () => {
    assert.deepEqual(
      [input.string(text), color, optional(input.string(text))].map(({ required }) => required),
      [true, false, false],
    );
    assert.equal(color.defaultText, 'red');
  });
});
