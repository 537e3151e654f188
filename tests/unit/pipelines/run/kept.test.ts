import assert from 'node:assert/strict';
import { compile } from '../../../../local/pipelines/compile';
import type { Plan } from '../../../../local/pipelines/plan/plan';
import { keptOf } from '../../../../local/pipelines/run/kept';
import { taskCatalog } from '../../../../local/pipelines/schema/task-catalog';
import { NO, pretendRun, YES, type PretendOptions } from '../../../kit/pipelines/pretend-run';

const TEXT = `
stages:
- stage: build
  jobs:
  - { job: a, steps: [{ bash: a, name: set }] }
  - { job: b, steps: [{ script: b }] }
  - { job: tidy, dependsOn: [a, b], condition: always(), steps: [{ script: tidy }] }
- stage: ship
  jobs: [{ deployment: d, environment: prod, strategy: { runOnce: { deploy: { steps: [{ script: ship }] } } } }]
- stage: docs
  dependsOn: []
  condition: eq(1, 2)
  jobs: [{ job: a, steps: [{ script: docs }] }]
- stage: report
  dependsOn: []
  jobs: [{ job: a, steps: [{ script: report }] }]
`;

describe('what a run that goes on keeps', () => {
  const keptAfter = async (options: PretendOptions): Promise<{ stages: string[]; jobs: string[] }> => {
    const { events } = await pretendRun(TEXT, options);
    const { stages, jobs } = keptOf(planOf(TEXT), events);
    return { stages: [...stages.keys()], jobs: [...jobs.keys()] };
  };

  it('is what succeeded and waits for nothing that runs again', async () => {
    const scripts = { b: { result: 'Failed' as const } };
    assert.deepEqual(await keptAfter({ scripts, approver: YES }), { stages: ['docs', 'report'], jobs: ['build/a'] });
  });

  it('is no stage that nobody approved, also if its approval timed out', async () => {
    const late = { decide: () => Promise.resolve({ decision: 'timed out' as const, who: '', comment: '' }) };
    for (const approver of [NO, late]) {
      assert.deepEqual(await keptAfter({ approver }), { stages: ['build', 'docs', 'report'], jobs: [] });
    }
    const all = { stages: ['build', 'ship', 'docs', 'report'], jobs: [] };
    assert.deepEqual(await keptAfter({ approver: YES }), all);
  });

  it('are the jobs that ended before the runner was killed', async () => {
    const { events } = await pretendRun(TEXT, { approver: YES });
    const until = events.findIndex((event) => event.kind === 'job ended' && event.job === 'a') + 1;
    const { stages, jobs } = keptOf(planOf(TEXT), events.slice(0, until));
    assert.deepEqual(
      [...stages.keys()].filter((stage) => stage !== 'docs'),
      [],
    );
    assert.equal(jobs.size, 1);
  });

  it('has the outputs that are not secret', async () => {
    const outputs = { open: '1', hidden: 'open sesame' };
    const scripts = { a: { outputs, secretOutputs: ['hidden'] }, b: { result: 'Failed' as const } };
    const { events } = await pretendRun(TEXT, { scripts });
    assert.deepEqual([...(keptOf(planOf(TEXT), events).jobs.get('build/a')?.outputs ?? [])], [['set.open', '1']]);
  });

  it('follows the last attempt', async () => {
    const first = await pretendRun(TEXT, { scripts: { b: { result: 'Failed' } }, approver: YES });
    const second = await pretendRun(TEXT, { approver: YES });
    const { stages } = keptOf(planOf(TEXT), [...first.events, ...second.events]);
    assert.deepEqual([...stages.keys()], ['build', 'ship', 'docs', 'report']);
  });
});

function planOf(text: string): Plan {
  const read = (): { text: string; label: string } => ({ text, label: 'p.yml' });
  const { plan } = compile({ file: { repository: 'self', path: 'p.yml' }, sources: { read } }, taskCatalog([]));
  assert.ok(plan);
  return plan;
}
