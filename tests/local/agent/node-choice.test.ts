import assert from 'node:assert/strict';
import { chooseNode, type NodeVersion } from '../../../local/agent/process/node-choice';
import { AgentFixture } from '../../kit/local-agent/agent-fixture';

interface Case {
  readonly behavior: string;
  readonly offers: readonly string[];
  readonly knobs?: Readonly<Record<string, string>>;
  readonly carries?: readonly NodeVersion[];
  readonly wanted: readonly [string, NodeVersion] | RegExp;
  readonly warnings?: number;
}

const WITH_DATA = { AGENT_USE_NODE24_WITH_HANDLER_DATA: 'true' };
const BOTH = ['Node20_1', 'Node24'];

const CASES: readonly Case[] = [
  { behavior: 'takes Node24 of task.json, but runs Node 20 by default', offers: BOTH, wanted: ['Node24', 20] },
  { behavior: 'runs Node 20 for Node24 alone', offers: ['Node24'], wanted: ['Node24', 20] },
  {
    behavior: 'runs Node 24 for Node24 when the server switched that on',
    offers: BOTH,
    knobs: WITH_DATA,
    wanted: ['Node24', 24],
  },
  {
    behavior: 'does not let that switch touch Node20_1',
    offers: ['Node20_1'],
    knobs: WITH_DATA,
    wanted: ['Node20_1', 20],
  },
  {
    behavior: 'runs Node 24 for everything if the setting is on',
    offers: ['Node20_1'],
    knobs: { AGENT_USE_NODE24: '1' },
    wanted: ['Node20_1', 24],
  },
  {
    behavior: 'falls back to Node 20 with a warning',
    offers: BOTH,
    knobs: WITH_DATA,
    carries: [20],
    wanted: ['Node24', 20],
    warnings: 1,
  },
  {
    behavior: 'prefers a current Node to an old one',
    offers: ['Node10', 'Node16', 'Node20_1'],
    wanted: ['Node20_1', 20],
  },
  {
    behavior: 'refuses an old Node, which this agent does not carry',
    offers: ['Node10', 'Node16'],
    wanted: /Node16.*end-of-life/,
  },
  {
    behavior: 'runs an old one on Node 20 if the setting is on, with a warning',
    offers: ['Node16'],
    knobs: { AGENT_USE_NODE20_1: 'true' },
    wanted: ['Node16', 20],
    warnings: 1,
  },
  {
    behavior: 'ignores names it does not know',
    offers: ['Node20', 'PowerShell3'],
    wanted: /not found.*Node20, PowerShell3/,
  },
  { behavior: 'needs an entry for the stage', offers: [], wanted: /not found.*\(none\)/ },
  { behavior: 'needs a binary', offers: BOTH, carries: [24], wanted: /has no Node 20/ },
];

describe('choosing a Node for a task', () => {
  for (const { behavior, offers, knobs = {}, carries = [20, 24], wanted, warnings = 0 } of CASES) {
    it(behavior, () => {
      const nodes = Object.fromEntries(carries.map((version) => [version, `/node${version}`]));
      const choose = (): ReturnType<typeof chooseNode> =>
        chooseNode(
          offers.map((name) => ({ name, target: 'index.js' })),
          { taskName: 'FakeTask', nodes, knob: (name) => knobs[name] },
        );
      if (wanted instanceof RegExp) {
        assert.throws(choose, wanted);
        return;
      }
      const choice = choose();
      assert.deepEqual([choice.execution.name, choice.version], wanted);
      assert.equal(choice.path, `/node${choice.version}`);
      assert.equal(choice.warnings.length, warnings);
    });
  }

  it('is reported with the step, and follows the variables of the job', async () => {
    const fixture = new AgentFixture();
    try {
      const json = { execution: { Node20_1: { target: 'main.js' }, Node24: { target: 'main.js' } } };
      const nodes = { 20: process.execPath, 24: process.execPath };
      const usual = await fixture.run({ main: '', json }, { job: { nodes } });
      const switched = await fixture.run({ main: '', json }, { job: { nodes, variables: WITH_DATA } });
      assert.deepEqual(usual.node, { handlerName: 'Node24', version: 20 });
      assert.deepEqual(switched.node, { handlerName: 'Node24', version: 24 });
      const old = await fixture.run({ main: '', json: { execution: { Node16: { target: 'main.js' } } } });
      assert.equal(old.result, 'Failed');
      assert.equal(old.node, undefined);
    } finally {
      fixture.dispose();
    }
  });
});
