import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CopiedRepository } from './kit/copied-repository';

describe('npm run new:task', function () {
  this.timeout(120_000);
  let copy: CopiedRepository;
  before(() => {
    copy = new CopiedRepository();
  });
  after(() => copy.remove());

  it('writes a task that passes every check and is in the package at once', async () => {
    const written = await copy.npm('new:task', '--', 'MLflowScoreModel', 'Score a model version');
    assert.equal(written.exitCode, 0, written.output);

    const checked = await copy.npm('check');
    assert.equal(checked.exitCode, 0, checked.output);

    const packed = await copy.npm('package');
    assert.equal(packed.exitCode, 0, packed.output);
    assert.ok(existsSync(join(copy.folder, 'dist/extension/tasks/MLflowScoreModel/index.js')));
    assert.match(readFileSync(join(copy.folder, 'README.md'), 'utf8'), /MLflowScoreModel@1/);
  });
});
