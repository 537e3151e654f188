import assert from 'node:assert/strict';
import { RULED_CELLS } from '../../../bench/simulation/cells';
import { decided } from '../../../bench/simulation/decided';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';

describe('a simulated sample', function () {
  this.timeout(120_000);

  it('passes the reader and the rule of the comparison step, and is the same whenever it is drawn', async () => {
    const python = await new PythonEnvironment({ say: () => undefined }).ready();
    const [cell] = RULED_CELLS;
    assert.ok(cell);
    const draw = async (samples: number): Promise<readonly unknown[]> => {
      const drawn = [];
      for await (const { evaluation, decision } of decided(cell, samples, python)) {
        drawn.push({ evaluation, decision });
      }
      return drawn;
    };
    const three = await draw(3);
    assert.equal(three.length, 3);
    assert.deepEqual(await draw(2), three.slice(0, 2));
    assert.notDeepEqual(three[0], three[1]);
  });
});
