import assert from 'node:assert/strict';
import { resultsWithLittleMemory } from '../../../kit/steps/little-memory';

describe('a step that floods', () => {
  it('may print 1 GB in lines or in one', async function () {
    this.timeout(300_000);
    const outcomes = await resultsWithLittleMemory(`
- script: yes 'a line of a log that has more lines than anybody will read' | head -c 1000000000
- script: head -c 1000000000 /dev/zero | tr '\\0' x
`);
    assert.deepEqual(
      outcomes.map(({ result }) => result),
      ['Succeeded', 'Succeeded'],
    );
    assert.ok((outcomes[0]?.bytes ?? 0) >= 1_000_000_000);
    assert.ok((outcomes[1]?.bytes ?? 0) < 2_000_000);
  });
});
