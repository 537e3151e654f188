import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { MlflowAddresses } from '../../../../local/workspace/mlflow/mlflow-announcement';
import { MlflowProxy } from '../../../../local/workspace/mlflow/mlflow-proxy';

describe("the proxy to MLflow's server", () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) {
      await end();
    }
  });

  /** A proxy to a server that echoes everything and counts its connections; up once the test says so. */
  async function newFixture() {
    const arrived: Socket[] = [];
    const behind = createServer((socket) => {
      arrived.push(socket);
      socket.pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const address = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
    let up: (addresses: MlflowAddresses) => void = () => undefined;
    let fail: (reason: Error) => void = () => undefined;
    const addresses = new Promise<MlflowAddresses>((resolve, reject) => {
      up = resolve;
      fail = reject;
    });
    let isUp = false;
    const endpoint = new MlflowProxy({
      addresses: () => addresses,
      preparePages: async () => void (await addresses),
      get hasPages() {
        return isUp;
      },
    });
    const { hostname, port } = new URL(await endpoint.open());
    ends.push(async () => {
      await endpoint.close();
      const closed = once(behind, 'close');
      behind.close();
      arrived.forEach((socket) => socket.destroy());
      await closed;
    });
    const client = () => connect(Number(port), hostname);
    return {
      arrived,
      client,
      up: () => {
        isUp = true;
        up({ server: address, rest: address });
      },
      fail,
      /** What a browser gets when it opens the proxy. */
      opened: async (): Promise<string> => {
        const browser = client();
        browser.write('GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*;q=0.8\r\n\r\n');
        return text(browser);
      },
    };
  }

  it('waits for the server with what a client has sent by then', async () => {
    const { client, up } = await newFixture();
    const socket = client();
    socket.write('early');
    await once(socket, 'connect');
    up();
    assert.equal(String((await once(socket, 'data'))[0]), 'early');
  });

  it('does not lead a client to the server that has hung up in the meantime', async () => {
    const { arrived, client, up } = await newFixture();
    const impatient = client().resume();
    await once(impatient, 'connect');
    impatient.end();
    await once(impatient, 'close');
    up();
    const patient = client();
    patient.write('hello');
    await once(patient, 'data');
    assert.equal(arrived.length, 1);
  });

  it('shows a browser a waiting page, and connects every other client to the server', async () => {
    const { arrived, client, opened, up } = await newFixture();
    const api = client();
    api.write('GET /version HTTP/1.1\r\nAccept: */*\r\n\r\n');
    const page = await opened();
    assert.match(
      page,
      /^HTTP\/1\.1 200 OK\r\n[^]*content-type: text\/html[^]*<h1>MLflow is starting<\/h1>[^]*location\.reload/,
    );
    assert.equal(arrived.length, 0);
    up();
    assert.match(String((await once(api, 'data'))[0]), /^GET \/version/);
    const browser = client();
    browser.write('GET / HTTP/1.1\r\nAccept: text/html\r\n\r\n');
    assert.match(String((await once(browser, 'data'))[0]), /^GET \/ /);
  });

  it('shows a browser why the server did not start, once', async () => {
    const { opened, fail } = await newFixture();
    await opened();
    fail(new Error('no <space> left'));
    const page = await opened();
    assert.match(page, /<h1>MLflow did not start<\/h1>[^]*no &lt;space&gt; left/);
    assert.doesNotMatch(page, /location\.reload/);
    assert.match(await opened(), /<h1>MLflow is starting<\/h1>/);
  });
});
