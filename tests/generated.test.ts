import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { staleFiles } from '../scripts/generation/write-derived';
import { root } from '../scripts/repository/repository';
import { CopiedRepository } from './kit/copied-repository';

describe('generated files', () => {
  it('follow from the definitions', async () => {
    assert.deepEqual(
      (await staleFiles(root)).map(([path]) => path),
      [],
    );
  });

  describe('in a repository where somebody edits', function () {
    this.timeout(60_000);
    let copy: CopiedRepository;
    beforeEach(() => {
      copy = new CopiedRepository();
    });
    afterEach(() => copy.remove());

    function edit(path: string, [from, to]: readonly [from: string, to: string]): void {
      const file = join(copy.folder, path);
      const before = readFileSync(file, 'utf8');
      assert.ok(before.includes(from), `${path} does not hold ${from}`);
      writeFileSync(file, before.replaceAll(from, to));
    }

    it('a derived file, are shown as a difference with the command that repairs it', async () => {
      edit('tasks/DatabricksRunJob/task.json', ['"friendlyName": "Run', '"friendlyName": "Start']);
      const checked = await copy.npm('generate', '--', '--check');
      assert.equal(checked.exitCode, 1);
      assert.match(checked.output, /^-\s+"friendlyName": "Start/m);
      assert.match(checked.output, /^\+\s+"friendlyName": "Run/m);
      assert.match(checked.output, /^Fix: npm run generate$/m);

      assert.equal((await copy.npm('generate')).exitCode, 0);
      assert.equal((await copy.npm('generate', '--', '--check')).exitCode, 0);
    });
  });
});
