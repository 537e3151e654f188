import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../../../../local/workspace/execution/alive';
import { MlflowServer, type MlflowServerOptions } from '../../../../local/workspace/mlflow/mlflow-server';
import { useTemporaryFolders } from '../../../kit/temporary-folders';

const REFUSED = { errorCode: 'INVALID_STATE' };

describe("a start of MLflow's server", () => {
  const newFolder = useTemporaryFolders();
  let folder = '';
  beforeEach(() => {
    folder = newFolder();
  });

  /** A server whose Python is a shell script. */
  function serverOf(script: string, options: MlflowServerOptions = {}): MlflowServer {
    const python = join(folder, 'python');
    writeFileSync(python, `#!/bin/sh\n${script}\n`);
    chmodSync(python, 0o755);
    return new MlflowServer(folder, { ready: async () => python }, options);
  }

  for (const { name, script, limit, says } of [
    { name: 'says something first', script: 'echo Warning; exec sleep 60', says: /it said 'Warning' in place of/ },
    { name: 'says half an address', script: `echo '{"server":"http://a"}'; exec sleep 60`, says: /in place of its/ },
    { name: 'says nothing', script: 'exec sleep 60', limit: 1, says: /did not print its URLs within 0\.001 s/ },
    { name: 'ends', script: 'echo no module >&2; exit 1', says: /does not run: no module/ },
  ]) {
    it(`is refused with the reason when the process ${name}, which then is gone`, async () => {
      const server = serverOf(script, limit === undefined ? {} : { startLimitMs: limit });
      await assert.rejects(server.addresses(), { ...REFUSED, message: says });
      assert.equal(server.pid, undefined);
      await server.close();
    });
  }

  it('takes addresses that come in pieces, whatever is said after them', async () => {
    const server = serverOf(`printf '{"server":"a",'; echo '"rest":"b"}'; echo more; exec sleep 60`);
    assert.deepEqual(await server.addresses(), { server: 'a', rest: 'b' });
    await server.close();
  });

  it('is begun anew by the next request after one that failed', async () => {
    const server = serverOf(
      `[ -e again ] || { touch again; exit 1; }; echo '{"server":"a","rest":"b"}'; exec sleep 60`,
    );
    await assert.rejects(server.addresses(), REFUSED);
    assert.equal((await server.addresses()).rest, 'b');
    await server.close();
  });

  it('happens once for all who ask first at the same time, and again when the process has died, which a request says', async () => {
    // Nobody listens at this port.
    const rest = 'http://127.0.0.1:1';
    const server = serverOf(`echo >> starts; echo '{"server":"a","rest":"${rest}"}'; exec sleep 60`);
    const starts = () => readFileSync(join(folder, 'starts'), 'utf8').length;
    const spaces = ['dev', 'uat'].map((name) => server.addSpace(name));
    await Promise.all(
      spaces.map((space) => assert.rejects(space.get('/any'), { ...REFUSED, message: /REFUSED|port/i })),
    );
    assert.equal(starts(), 1);

    const killed = server.pid ?? 0;
    process.kill(killed, 'SIGKILL');
    await until(() => server.pid === undefined);
    assert.equal((await server.addresses()).rest, rest);
    assert.deepEqual([starts(), server.pid === killed], [2, false]);
    await server.close();
  });

  it('ends with the server while the process has said nothing yet', async () => {
    const server = serverOf('echo up > up; exec sleep 60');
    const refused = assert.rejects(server.addresses(), REFUSED);
    const changes = watch(folder);
    while (!existsSync(join(folder, 'up'))) {
      await once(changes, 'change');
    }
    changes.close();
    const pid = server.pid ?? 0;
    await server.close();
    assert.ok(!isAlive(pid));
    await refused;
  });

  it('ends with the server while the packages are installed, and no process comes of it', async () => {
    let install: (python: string) => void = () => undefined;
    const installed = new Promise<string>((resolve) => (install = resolve));
    const server = new MlflowServer(join(folder, 'state'), { ready: () => installed });
    const refused = assert.rejects(server.addresses(), { ...REFUSED, message: /is closing/ });
    await server.close();
    install(join(folder, 'python'));
    await refused;
    assert.equal(server.pid, undefined);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await delay(2);
  }
}
