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

    it('the version, follow it everywhere', async () => {
      edit('package.json', ['"version": "0.1.0"', '"version": "0.2.7"']);
      assert.equal((await copy.npm('generate')).exitCode, 0);
      const { version } = JSON.parse(readFileSync(join(copy.folder, 'tasks/DatabricksRunJob/task.json'), 'utf8')) as {
        version: unknown;
      };
      assert.deepEqual(version, { Major: 1, Minor: 2, Patch: 7 });
      assert.match(readFileSync(join(copy.folder, 'vss-extension.json'), 'utf8'), /"version": "0\.2\.7"/);
    });

    const REFUSED: readonly {
      name: string;
      path: string;
      change: readonly [from: string, to: string];
      message: RegExp;
    }[] = [
      {
        name: 'the name of an input',
        path: 'lib/task/groups.ts',
        change: ['onRerun: input', 'onRetry: input'],
        message: /Input 'onRerun' of DatabricksRunJob is gone\.[\s\S]*keep the old word/,
      },
      {
        name: 'the name of an output',
        path: 'tasks/DatabricksRunJob/definition.ts',
        change: ['runUrl: ', 'pageUrl: '],
        message: /Output 'runUrl' of DatabricksRunJob is gone\./,
      },
      {
        name: 'the id of a task',
        path: 'tasks/DatabricksRunJob/definition.ts',
        change: ["id: 'b6f5d3d2", "id: 'a6f5d3d2"],
        message: /The id of DatabricksRunJob was b6f5d3d2/,
      },
      {
        name: 'a help text away',
        path: 'lib/runs/run-inputs.ts',
        change: ["'ID of an existing job to run, e.g. 620348211.'", "''"],
        message: /task\.json: input 'jobId' has no help\./,
      },
    ];
    for (const { name, path, change, message } of REFUSED) {
      it(`${name}, are refused`, async () => {
        edit(path, change);
        const { exitCode, output } = await copy.npm('generate');
        assert.equal(exitCode, 1);
        assert.match(output, message);
      });
    }
  });
});
