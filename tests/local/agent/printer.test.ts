import assert from 'node:assert/strict';
import { printedLine } from '../../../local/agent/printer';
import { AgentFixture, printing } from '../../kit/local-agent/agent-fixture';

interface Case {
  readonly behavior: string;
  readonly line: string;
  readonly plain: string | undefined;
  readonly colored: string | undefined;
}

const CASES: readonly Case[] = [
  { behavior: 'shows text as it is', line: 'a ##[error] b', plain: 'a ##[error] b', colored: 'a ##[error] b' },
  {
    behavior: 'shows a section without its tag',
    line: '##[section]Starting: x',
    plain: 'Starting: x',
    colored: '\u001b[32mStarting: x\u001b[39m',
  },
  {
    behavior: 'shows a command line without its tag',
    line: '##[command]git',
    plain: 'git',
    colored: '\u001b[36mgit\u001b[39m',
  },
  {
    behavior: 'keeps the mark of an error',
    line: '##[error]x',
    plain: '##[error]x',
    colored: '\u001b[31m##[error]x\u001b[39m',
  },
  {
    behavior: 'keeps the mark of a warning',
    line: '##[warning]x',
    plain: '##[warning]x',
    colored: '\u001b[33m##[warning]x\u001b[39m',
  },
  {
    behavior: 'keeps the mark of debug text',
    line: '##[debug]x',
    plain: '##[debug]x',
    colored: '\u001b[35m##[debug]x\u001b[39m',
  },
  { behavior: 'opens a group with its name', line: '##[group]Files', plain: '> Files', colored: '> Files' },
  { behavior: 'shows nothing for the end of a group', line: '##[endgroup]', plain: undefined, colored: undefined },
  { behavior: 'shows an unknown tag as text', line: '##[toString]x', plain: '##[toString]x', colored: '##[toString]x' },
  {
    behavior: 'drops colors of the task unless colors are wanted',
    line: '\u001b[31mred\u001b[0m',
    plain: 'red',
    colored: '\u001b[31mred\u001b[0m',
  },
];

describe('a printed log', () => {
  for (const { behavior, line, plain, colored } of CASES) {
    it(behavior, () => {
      assert.equal(printedLine(line, { colors: false }), plain);
      assert.equal(printedLine(line, { colors: true }), colored);
    });
  }

  it('reads like the log of a step on Azure Pipelines', async () => {
    const fixture = new AgentFixture();
    try {
      const { log } = await fixture.run(
        {
          main: printing('##[group]Files', 'a.py', '##[endgroup]', '##vso[task.logissue type=error]Nothing to do.'),
          json: { description: 'Does nothing.', author: 'The authors', helpMarkDown: 'See the docs.' },
        },
        { step: { displayName: 'Train' } },
      );
      const printed = log.map((line) => printedLine(line, { colors: false }));
      assert.deepEqual(
        printed.filter((line) => line !== undefined),
        [
          'Starting: Train',
          '==============================================================================',
          'Task         : Fake task',
          'Description  : Does nothing.',
          'Version      : 1.2.3',
          'Author       : The authors',
          'Help         : See the docs.',
          '==============================================================================',
          '> Files',
          'a.py',
          '##[error]Nothing to do.',
          'Finishing: Train',
        ],
      );
    } finally {
      fixture.dispose();
    }
  });
});
