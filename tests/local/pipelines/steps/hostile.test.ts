import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { resultsWithLittleMemory } from '../../../kit/steps/little-memory';
import { logOf, StepsFixture } from '../../../kit/steps/steps-fixture';
import { exhaustively } from '../../../kit/tier';

describe('a hostile step', () => {
  let fixture: StepsFixture;
  beforeEach(() => {
    fixture = new StepsFixture();
  });
  afterEach(() => fixture.dispose());

  exhaustively('may print more than fits into memory: the log is on disk, and only its end is kept', async () => {
    const [outcome] = await resultsWithLittleMemory(
      `- script: yes 'a line of a log that has more lines than anybody will read' | head -n 1000000; echo the end`,
    );
    assert.equal(outcome?.result, 'Succeeded');
    assert.ok(outcome.bytes > 59_000_000, `${outcome.bytes} bytes`);
    assert.equal(outcome.tail.length, 100);
    assert.equal(outcome.tail.at(-2), 'the end');
  });

  it('may print one line that never ends: it is cut off', async () => {
    const { outcomes } = await fixture.run(`- script: head -c 3000000 /dev/zero | tr '\\0' x; echo; echo the end`);
    const lines = logOf(outcomes[0]);
    assert.equal(lines.find((line) => line.startsWith('xxx'))?.length, 1024 * 1024 + 1);
    assert.ok(lines.includes('the end'));
  });

  it('cannot show a secret by cutting it in two', async () => {
    const { outcomes } = await fixture.run(
      `- script: head -c 1048570 /dev/zero | tr '\\0' x; printf 's3cret-value'; head -c 3000000 /dev/zero | tr '\\0' y`,
      { job: { variables: { token: { value: 's3cret-value', isSecret: true } } } },
    );
    assert.equal(
      logOf(outcomes[0]).find((line) => line.includes('s3c')),
      undefined,
    );
  });

  it('fails if the disk is full, because its log may miss what went wrong', async function () {
    if (process.platform !== 'linux') {
      return;
    }
    const logs = join(fixture.folder, 'full');
    mkdirSync(logs);
    symlinkSync('/dev/full', join(logs, '01-step1.log'));
    const { outcomes } = await fixture.run('- script: echo fine', { job: { logs } });
    assert.equal(outcomes[0]?.result, 'Failed');
    assert.match(outcomes[0]?.issues[0]?.message ?? '', /^The log is incomplete, .*ENOSPC/);
    assert.ok(outcomes[0]?.log.tail.includes('fine'));
  });

  const LIES: readonly (readonly [lie: string, json: Readonly<Record<string, unknown>>, message: RegExp])[] = [
    ['has a program that does not exist', { execution: { Node20_1: { target: 'other.js' } } }, /Exit code 1 returned/],
    ['names a program outside of itself', { execution: { Node20_1: { target: '../../a.js' } } }, /outside of the task/],
    ['has no program', { execution: undefined }, /A supported task handler was not found in 'Liar'/],
    ['needs what no agent here has', { execution: { PowerShell3: { target: 'a.ps1' } } }, /offers: PowerShell3/],
    ['has inputs that are no list', { inputs: { a: 1 } }, /describes no task: /],
    ['has a program without a target', { execution: { Node20_1: {} } }, /describes no task: /],
    ['has outputs without names', { outputVariables: [null] }, /describes no task: /],
  ];
  for (const [lie, json, message] of LIES) {
    it(`may be a task whose task.json ${lie}: it fails when its turn comes, and the job goes on`, async () => {
      const taskFolders = [fixture.task({ name: 'Liar', ...json }, '')];
      const { outcomes } = await fixture.run('- task: Liar@1\n- script: echo next', { workspace: { taskFolders } });
      assert.deepEqual(
        outcomes.map(({ result }) => result),
        ['Failed', 'Succeeded'],
      );
      assert.match(outcomes[0]?.issues.map((issue) => issue.message).join('\n') ?? '', message);
    });
  }

  it('may be a task that promises outputs and sets none', async () => {
    const taskFolders = [fixture.task({ name: 'Promise', outputVariables: [{ name: 'never' }] }, '')];
    const { outcomes } = await fixture.run('- task: Promise@1', { workspace: { taskFolders } });
    assert.deepEqual([outcomes[0]?.result, outcomes[0]?.outputs], ['Succeeded', {}]);
  });
});
