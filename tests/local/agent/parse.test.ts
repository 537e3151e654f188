import assert from 'node:assert/strict';
import { parseCommand } from '../../../local/agent/commands/parse';

interface Case {
  readonly behavior: string;
  readonly line: string;
  readonly wanted: { area: string; event: string; properties: Record<string, string>; text: string } | undefined;
}

const SET = { area: 'task', event: 'setvariable' };

const CASES: readonly Case[] = [
  {
    behavior: 'reads area, event, properties and text',
    line: '##vso[task.setvariable variable=a;issecret=true]the value',
    wanted: { ...SET, properties: { variable: 'a', issecret: 'true' }, text: 'the value' },
  },
  {
    behavior: 'finds a command behind other text',
    line: '12:00 INFO ##vso[task.setvariable variable=a]x',
    wanted: { ...SET, properties: { variable: 'a' }, text: 'x' },
  },
  {
    behavior: 'reads names in any case',
    line: '##vso[TASK.SetVariable VARIABLE=a]x',
    wanted: { ...SET, properties: { variable: 'a' }, text: 'x' },
  },
  {
    behavior: 'decodes every escape in properties and text, the percent sign last',
    line: '##vso[task.setvariable variable=%3B%5D%0D%0A%AZP25]%3B%5D%0D%0A%AZP253B',
    wanted: { ...SET, properties: { variable: ';]\r\n%' }, text: ';]\r\n%3B' },
  },
  {
    behavior: 'leaves other percent signs alone',
    line: '##vso[task.setvariable variable=a]100%25 %0a',
    wanted: { ...SET, properties: { variable: 'a' }, text: '100%25 %0a' },
  },
  {
    behavior: 'keeps equal signs and blanks of a value',
    line: '##vso[task.setvariable variable=a b=c]  x ',
    wanted: { ...SET, properties: { variable: 'a b=c' }, text: '  x ' },
  },
  {
    behavior: 'drops properties without key or value',
    line: '##vso[task.setvariable variable=;=b;c;;d=1]x',
    wanted: { ...SET, properties: { d: '1' }, text: 'x' },
  },
  {
    behavior: 'counts a blank before a key as part of the key',
    line: '##vso[task.setvariable variable=a; isoutput=true]x',
    wanted: { ...SET, properties: { variable: 'a', ' isoutput': 'true' }, text: 'x' },
  },
  {
    behavior: 'needs no properties and no text',
    line: '##vso[task.setvariable]',
    wanted: { ...SET, properties: {}, text: '' },
  },
  { behavior: 'refuses a command that never closes', line: '##vso[task.setvariable variable=a', wanted: undefined },
  { behavior: 'refuses a command without an event', line: '##vso[task]x', wanted: undefined },
  { behavior: 'refuses a command with a third name', line: '##vso[task.set.variable]x', wanted: undefined },
  { behavior: 'refuses a blank behind the bracket', line: '##vso[ task.setvariable]x', wanted: undefined },
  { behavior: 'does not take formatting for a command', line: '##[group]Install', wanted: undefined },
  { behavior: 'is sensitive to the case of the prefix', line: '##VSO[task.debug]x', wanted: undefined },
];

describe('a logging command', () => {
  for (const { behavior, line, wanted } of CASES) {
    it(behavior, () => {
      const command = parseCommand(line);
      assert.deepEqual(command && { ...command, properties: Object.fromEntries(command.properties) }, wanted);
    });
  }
});
