import assert from 'node:assert/strict';
import { Progress } from '../../../demo/progress';
import type { RunEvent } from '../../../local/pipelines/run/events';

const step = (stage: string, title: string, more: object = {}): RunEvent => ({
  kind: 'step ended',
  stage,
  job: 'train',
  step: 'train',
  title,
  result: 'Succeeded',
  durationMs: 4_200,
  ...more,
});

function told(...events: readonly RunEvent[]): readonly string[] {
  const lines: string[] = [];
  const progress = new Progress({ log: (line) => lines.push(line.replaceAll(/ {2,}/g, '  ').trim()), doing: () => {} });
  events.forEach((event) => progress.hear({ ...event, at: '2026-11-30T10:00:00.000Z' }));
  return lines;
}

describe('the progress of a run in the demo', () => {
  it('names a stage where it begins, and leaves out steps that only bring files', () => {
    const lines = told(
      step('Dev', 'checkout self'),
      step('Dev', 'Train'),
      step('Dev', 'Check', { result: 'SucceededWithIssues' }),
      step('UAT', 'Train'),
      step('UAT', 'Post-job: Train'),
    );
    assert.deepEqual(lines, ['Dev  ✓ Train  4 s', '! Check  4 s', 'UAT  ✓ Train  4 s']);
  });

  it('gives the reasons of a step that failed, also of one that only brings files', () => {
    const issues = [
      { type: 'warning' as const, message: 'slow', properties: {} },
      { type: 'error' as const, message: 'It is gone.\nFix: Bring it.', properties: {} },
    ];
    assert.deepEqual(told(step('Dev', 'checkout self', { result: 'Failed', issues })), [
      'Dev  ✗ checkout self  4 s',
      'It is gone.',
      'Fix: Bring it.',
    ]);
  });

  it('tells who decided what, and what was left out', () => {
    const lines = told(
      { kind: 'waiting', stage: 'Promote', for: 'approval of environment production' },
      { kind: 'approval', stage: 'Promote', subject: 'production', decision: 'approved', who: 'ana', comment: 'fine' },
      { kind: 'stage ended', stage: 'Score', result: 'Skipped', why: 'its condition does not hold' },
    );
    assert.deepEqual(lines, [
      'Promote  … waits for approval of environment production',
      '✓ production approved by ana: fine',
      'Score  – left out, its condition does not hold',
    ]);
  });
});
