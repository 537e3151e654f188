import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { useCheckout } from '../kit/checkout';
import { MLOPS, mlopsIn } from '../kit/command-line';
import { StartedRun } from '../kit/pipelines/started-run';
import { gone } from '../kit/workspace/stand-in';

const SLOW = `
jobs:
- job: work
  steps:
  - checkout: none
  - bash: 'sleep 600 & echo $! > "$PLACE/pid"; wait'
    name: slow
    env: { PLACE: $(place) }
  - { bash: 'touch "$(place)/tidied"', condition: always(), name: tidy }
- job: after
  dependsOn: work
  steps: [{ checkout: none }, { bash: 'touch "$(place)/after"' }]
- job: last
  dependsOn: work
  condition: always()
  steps: [{ checkout: none }, { bash: 'touch "$(place)/last"' }]
`;

describe('the end of a run', () => {
  const { folder, write, git } = useCheckout();
  const started = async (text = SLOW): Promise<StartedRun> => {
    write('p.yml', text);
    git('add', '.');
    git('commit', '-q', '-m', 'slow');
    const run = new StartedRun(MLOPS, ['p.yml', '--variables', `place=${folder()}`], folder());
    await run.until((event) => event.kind === 'step started' && event.step === 'slow');
    return run;
  };
  const left = (name: string): boolean => existsSync(join(folder(), name));
  const stepProcess = async (): Promise<number> => {
    const file = join(folder(), 'pid');
    while (!existsSync(file) || readFileSync(file, 'utf8').trim() === '') {
      await delay(2);
    }
    return Number(readFileSync(file, 'utf8'));
  };
  /** Signals of one kind that come at once count as one, so the second waits for the effect of the first. */
  const stopped = async (run: StartedRun): Promise<void> => {
    run.process.kill('SIGINT');
    await run.until((event) => event.kind === 'note' && event.text.startsWith('canceled'));
    run.process.kill('SIGINT');
    await run.end();
  };

  it('comes with Ctrl-C as on the agent: what runs is canceled, what runs always runs', async () => {
    // A child that holds the output would be waited for.
    const run = await started(SLOW.replace(/sleep 600.*wait/, 'echo $$ > "$PLACE/pid"; exec sleep 600'));
    const process = await stepProcess();
    run.process.kill('SIGINT');
    assert.equal(await run.end(), 1);
    await gone(process);
    assert.equal(left('tidied'), true);
    assert.equal(left('after'), false);
    assert.equal(left('last'), true);
    const results = run.events.flatMap((event) => (event.kind === 'job ended' ? [[event.job, event.result]] : []));
    assert.deepEqual(results, [
      ['work', 'Canceled'],
      ['after', 'Canceled'],
      ['last', 'Succeeded'],
    ]);
  });

  it('comes at once with a second Ctrl-C', async () => {
    const run = await started();
    const process = await stepProcess();
    await stopped(run);
    await gone(process);
    assert.equal(left('last'), false);
  });

  it('leaves no step behind when the runner is killed, and the run can go on', async () => {
    const run = await started();
    const process = await stepProcess();
    run.process.kill('SIGKILL');
    await run.end();
    await gone(process);
    assert.match(mlopsIn(folder(), 'runs').stdout, / {2}interrupted {2}/);
    write('p.yml', SLOW.replace('sleep 600', 'sleep 0'));
    git('commit', '-q', '-a', '-m', 'quick');
    const again = mlopsIn(folder(), 'run', '--rerun-failed');
    assert.equal(again.exitCode, 0, again.stdout + again.stderr);
    assert.equal(left('after'), true);
  });

  it('is refused to a run that still goes on', async () => {
    const run = await started();
    const { exitCode, stderr } = mlopsIn(folder(), 'run', '--rerun-failed');
    assert.equal(exitCode, 2);
    assert.match(stderr, /is still going on, in process \d+/);
    await stopped(run);
  });
});
