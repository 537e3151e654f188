import assert from 'node:assert/strict';
import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PythonEnvironment } from '../../../../local/workspace/python-environment/python-environment';
import { RunEnvironments } from '../../../../local/workspace/python-environment/run-environments';
import { useTemporaryFolders } from '../../../kit/temporary-folders';
import { usePackageIndex } from '../../../kit/workspace/package-index';

const HOUR = 3600;

describe('the environments of runs', function () {
  this.timeout(60_000);
  const newFolder = useTemporaryFolders();
  usePackageIndex(['1.0']);

  it('keep the twenty that were used last, and all that were used within a day', async () => {
    const { environments, runs } = open();
    const used = Array.from({ length: 23 }, (_, index) => addUsed(runs, index * 2 * HOUR));
    const python = await environments.ready(churn('1.0'));
    assert.ok(existsSync(python));
    // The new one is one of the twenty; the last of the nineteen was used 36 hours ago.
    assert.deepEqual(used.map((folder) => existsSync(folder)).lastIndexOf(true), 18);
    assert.ok(!existsSync(`${used[22]}.txt`));
  });

  it('keep more than twenty while all were used within a day', async () => {
    const { environments, runs } = open();
    const used = Array.from({ length: 23 }, (_, index) => addUsed(runs, index * HOUR));
    await environments.ready(churn('1.0'));
    assert.ok(used.every((folder) => existsSync(folder)));
  });

  it('count as used when a run takes one that is there', async () => {
    const { environments } = open();
    const python = await environments.ready(churn('1.0'));
    const marker = join(dirname(dirname(python)), 'complete');
    utimesSync(marker, 1, 1);
    assert.equal(await environments.ready(churn('1.0')), python);
    assert.ok(statSync(marker).mtimeMs > 1000);
  });

  /** On a base without packages, so that nothing has to be linked. */
  function open(): { readonly environments: RunEnvironments; readonly runs: string } {
    const real = new PythonEnvironment({ say: () => undefined });
    const folder = newFolder();
    const environments = new RunEnvironments({
      folder: join(folder, 'base'),
      uvFolder: real.uvFolder,
      ready: () => real.ready(),
    });
    return { environments, runs: join(folder, 'runs') };
  }

  function addUsed(runs: string, secondsAgo: number): string {
    const folder = join(runs, `used-${secondsAgo}`);
    const marker = join(folder, 'complete');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(runs, `${basename(folder)}.txt`), '');
    writeFileSync(marker, '');
    const at = Date.now() / 1000 - secondsAgo;
    utimesSync(marker, at, at);
    return folder;
  }

  function churn(version: string) {
    const line = `churn==${version}`;
    return { version: '5', requirements: { lines: [line], identity: [line] } };
  }
});
