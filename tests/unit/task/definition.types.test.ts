import assert from 'node:assert/strict';
import { defineTask, input, optional, type InputsOf, type OutputsOf } from '../../../lib/task/definition';

const text = { label: 'X', help: 'An x, e.g. y.' };
const task = defineTask({
  id: '00000000-0000-4000-8000-000000000002',
  name: 'Typed',
  major: 1,
  friendlyName: 'Typed',
  summary: 'Typed.',
  instanceName: 'Typed',
  inputs: {
    color: input.choice({ ...text, of: { red: 'Red', green: 'Green' }, default: 'red' }),
    coats: optional(input.integer(text)),
    wait: input.boolean({ ...text, default: true }),
  },
  rules: [{ kind: 'atMostOne', of: ['color', 'coats'] }],
  outputs: { area: 'Painted area.', cost: 'What it cost.' },
  clients: ['workspace'],
});

type Inputs = InputsOf<typeof task>;
type Outputs = OutputsOf<typeof task>;
const inputs: Inputs = { color: 'green', coats: undefined, wait: true };

// The compiler is the test: each suppression fails the type check as soon as the line below it compiles.
describe('the types of a definition', () => {
  it('give every input the type of its kind', () => {
    const color: 'red' | 'green' = inputs.color;
    const coats: number | undefined = inputs.coats;
    const wait: boolean = inputs.wait;
    assert.deepEqual([color, coats, wait], ['green', undefined, true]);
  });

  it('refuse a name that is no input', () => {
    // @ts-expect-error -- 'colour' is a typing error of 'color'
    assert.equal(inputs.colour, undefined);
  });

  it('refuse an input as another type than its own', () => {
    // @ts-expect-error -- an optional number may be undefined
    const coats: number = inputs.coats;
    // @ts-expect-error -- 'blue' is not among the choices
    const color: Inputs['color'] = 'blue';
    assert.deepEqual([coats, color], [undefined, 'blue']);
  });

  it('refuse outputs of which one is missing, unknown or no text', () => {
    // @ts-expect-error -- 'cost' is missing
    const incomplete: Outputs = { area: '12' };
    // @ts-expect-error -- 'prize' is not an output
    const unknown: Outputs = { area: '12', cost: '3', prize: '4' };
    // @ts-expect-error -- an output is text
    const untyped: Outputs = { area: 12, cost: '3' };
    assert.equal([incomplete, unknown, untyped].length, 3);
  });

  it('refuse a rule about an input that does not exist', () => {
    const wrong = defineTask({
      ...task,
      // @ts-expect-error -- 'coat' is not an input
      rules: [{ kind: 'atMostOne', of: ['color', 'coat'] }],
    });
    assert.equal(wrong.rules.length, 1);
  });

  it('refuse a client that nobody builds', () => {
    // @ts-expect-error -- there is no client 'kitchen'
    const wrong = defineTask({ ...task, clients: ['kitchen'] });
    assert.equal(wrong.clients.length, 1);
  });
});
