import assert from 'node:assert/strict';
import { UserError } from '../../../lib/core/errors';
import { defineTask, input, optional } from '../../../lib/task/definition';
import { readInputs } from '../../../lib/task/read-inputs';
import { fileOf } from '../../kit/reading';

const text = (name: string) => ({ label: name, help: `The ${name}, e.g. x.` });

const task = defineTask({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'PaintFence',
  major: 1,
  friendlyName: 'Paint a fence',
  summary: 'Paints.',
  instanceName: 'Paint',
  inputs: {
    owner: input.string(text('owner')),
    color: input.choice({ ...text('color'), of: { red: 'Red', green: 'Green' }, default: 'red' }),
    coats: input.integer({ ...text('coats'), default: 2, minimum: 1 }),
    plan: optional(input.map(text('plan'))),
    byHand: optional(input.string(text('byHand'))),
    byRobot: optional(input.string(text('byRobot'))),
    battery: optional(input.string(text('battery'))),
    brush: optional(input.string(text('brush'))),
    roller: optional(input.string(text('roller'))),
    ladder: optional(input.string(text('ladder'))),
    helper: optional(input.string(text('helper'))),
  },
  rules: [
    { kind: 'exactlyOne', of: ['byHand', 'byRobot'] },
    { kind: 'atMostOne', of: ['brush', 'roller'] },
    { kind: 'needs', input: 'ladder', needs: 'helper', because: 'somebody has to hold it' },
    { kind: 'onlyWith', inputs: ['battery'], with: ['byRobot'], because: 'a hand needs none' },
  ],
  outputs: {},
  clients: [],
});

type Given = Readonly<Record<string, string>>;
const COMPLETE: Given = { owner: 'Ann', byHand: 'left' };

function read(given: Given): Readonly<Record<string, unknown>> {
  return readInputs(task, { text: (name) => given[name], readFile: (path) => fileOf(path, {}) });
}

function refusalOf(given: Given): string {
  try {
    read(given);
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.code, 'INPUTS_REFUSED');
    assert.equal(error.code, 'INPUTS_REFUSED');
    return `${error.message}\nFix: ${error.fix}`;
  }
  return 'accepted';
}

describe('readInputs', () => {
  it('trims, applies defaults and leaves out what is optional', () => {
    const { owner, color, coats, plan } = read({ ...COMPLETE, owner: '  Ann \n', plan: '   ' });
    assert.deepEqual({ owner, color, coats, plan }, { owner: 'Ann', color: 'red', coats: 2, plan: undefined });
  });

  const REFUSED: readonly { what: string; given: Given; lines: string }[] = [
    {
      what: 'a missing input',
      given: { byHand: 'left', owner: ' ' },
      lines: "Input 'owner' is missing.\nFix: Set it: The owner, e.g. x.",
    },
    {
      what: 'a value of the wrong kind',
      given: { ...COMPLETE, coats: '0' },
      lines: "Input 'coats' is 0; the smallest value is 1.\nFix: Set 1 or more.",
    },
    {
      what: 'a variable that does not exist',
      given: { ...COMPLETE, owner: 'the $(nobody)' },
      lines:
        "Input 'owner' still holds '$(nobody)': no variable of that name exists here.\nFix: Define 'nobody' or correct its spelling.",
    },
    {
      what: 'neither of two of which one is needed',
      given: { owner: 'Ann' },
      lines: "None of the inputs 'byHand' and 'byRobot' is set.\nFix: Give exactly one of them.",
    },
    {
      what: 'both of two of which one is needed',
      given: { ...COMPLETE, byRobot: 'r2' },
      lines: "Inputs 'byHand' and 'byRobot' exclude each other.\nFix: Give exactly one of them.",
    },
    {
      what: 'both of two that exclude each other',
      given: { ...COMPLETE, brush: 'b', roller: 'r' },
      lines: "Inputs 'brush' and 'roller' exclude each other.\nFix: Give exactly one of them.",
    },
    {
      what: 'an input without the one that it needs',
      given: { ...COMPLETE, battery: '9 V' },
      lines: "Input 'battery' works only with 'byRobot'.\nFix: Remove it; a hand needs none.",
    },
    {
      what: 'an input without the other that has to be set with it',
      given: { ...COMPLETE, ladder: 'long' },
      lines: "Input 'ladder' needs 'helper'.\nFix: Set 'helper'; somebody has to hold it.",
    },
    {
      what: 'a value that looks like the end of a sentence of ours',
      given: { ...COMPLETE, color: 'a. Fix: b' },
      lines: "Input 'color' is 'a. Fix: b', which is not among the choices.\nFix: Set one of: red, green.",
    },
  ];
  for (const { what, given, lines } of REFUSED) {
    it(`refuses ${what}`, () => assert.equal(refusalOf(given), lines));
  }

  const ACCEPTED: readonly { what: string; given: Given }[] = [
    { what: 'a default that no rule counts', given: COMPLETE },
    { what: 'an input with the one that it needs', given: { owner: 'Ann', byRobot: 'r2', battery: '9 V' } },
    { what: 'an input and the other that it needs', given: { ...COMPLETE, ladder: 'long', helper: 'Bo' } },
    { what: 'one of two that exclude each other', given: { ...COMPLETE, roller: 'r' } },
    { what: 'a dollar sign that is no variable', given: { ...COMPLETE, owner: '$5 (net) and $( x )' } },
  ];
  for (const { what, given } of ACCEPTED) {
    it(`accepts ${what}`, () => assert.equal(refusalOf(given), 'accepted'));
  }

  it('lists all that is wrong at once', () => {
    assert.deepEqual(refusalOf({ color: 'blue', plan: 'a: 1\na: 2', battery: '$(volts)' }).split('\n'), [
      '6 problems in the inputs of PaintFence; nothing was started.',
      "- Input 'owner' is missing. Fix: Set it: The owner, e.g. x.",
      "- Input 'color' is 'blue', which is not among the choices. Fix: Set one of: red, green.",
      "- Input 'plan' does not fit: plan:2:1: key 'a' appears twice. Fix: Correct that line.",
      "- Input 'battery' still holds '$(volts)': no variable of that name exists here. Fix: Define 'volts' or correct its spelling.",
      "- None of the inputs 'byHand' and 'byRobot' is set. Fix: Give exactly one of them.",
      "- Input 'battery' works only with 'byRobot'. Fix: Remove it; a hand needs none.",
      'Fix: Correct the inputs of the step as listed above.',
    ]);
  });
});
