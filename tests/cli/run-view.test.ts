import assert from 'node:assert/strict';
import { LiveView } from '../../cli/run/live-view';
import type { RunEvent } from '../../local/pipelines/run/events';

describe('the live tree of a run', () => {
  const EVENTS: readonly RunEvent[] = [
    { kind: 'stage started', stage: 'build', title: 'Build' },
    { kind: 'job started', stage: 'build', job: 'a', title: 'Tests' },
    { kind: 'step ended', stage: 'build', job: 'a', step: 's', title: 'Unit', result: 'Succeeded', durationMs: 5 },
    { kind: 'step started', stage: 'build', job: 'a', step: 't', title: 'Slow \u001B[31mred' },
    { kind: 'stage ended', stage: 'docs', result: 'Skipped', why: 'its condition does not hold' },
  ];
  const drawn = (size: { columns: number; rows: number }, events = EVENTS): readonly string[] => {
    let text = '';
    const view = new LiveView({ ...size, write: (part) => (text += part) });
    events.forEach((event) => view.hear(event));
    view.end();
    return text
      .split('\n')
      .map((line) =>
        line
          .split('\u001B')
          .map((part) => part.replace(/^\[\d*[A-Z]|\r/g, ''))
          .join(''),
      )
      .map((line) => line.replace(/ \d+ ms/, ''))
      .filter((line) => line !== '');
  };

  it('shows what runs below what it belongs to, and closes what ended well', () => {
    const lines = ['● Build', '  ● Tests', '    ✓ Unit', String.raw`    ● Slow \u001b[31mred`];
    assert.deepEqual(drawn({ columns: 80, rows: 24 }), [...lines, '– docs (its condition does not hold)']);
    const ended: RunEvent = {
      kind: 'job ended',
      stage: 'build',
      job: 'a',
      result: 'Succeeded',
      outputs: {},
      secretOutputs: [],
    };
    assert.deepEqual(drawn({ columns: 80, rows: 24 }, [...EVENTS, ended]).slice(0, 3), [
      '● Build',
      '  ✓ Tests',
      '– docs (its condition does not hold)',
    ]);
  });

  it('never takes more room than the terminal has', () => {
    const lines = drawn({ columns: 12, rows: 3 });
    assert.equal(lines.length, 2);
    assert.ok(lines.every(({ length }) => length < 12));
    assert.equal(drawn({ columns: 0, rows: 0 }).length, 5);
  });
});
