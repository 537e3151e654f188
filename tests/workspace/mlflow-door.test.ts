import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { MlflowDoor } from '../../local/workspace/mlflow/mlflow-door';
import type { MlflowAddresses } from '../../local/workspace/mlflow/mlflow-announcement';

describe("the door to MLflow's server", () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) {
      await end();
    }
  });

  /** A door to what says everything back and counts who comes; it is up once that is said. */
  async function scene() {
    const arrived: Socket[] = [];
    const behind = createServer((socket) => {
      arrived.push(socket);
      socket.pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const address = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
    let up: (addresses: MlflowAddresses) => void = () => undefined;
    const addresses = new Promise<MlflowAddresses>((resolve) => (up = resolve));
    const door = new MlflowDoor({ addresses: () => addresses });
    const { hostname, port } = new URL(await door.open());
    ends.push(async () => {
      await door.close();
      const closed = once(behind, 'close');
      behind.close();
      arrived.forEach((socket) => socket.destroy());
      await closed;
    });
    return { arrived, client: () => connect(Number(port), hostname), up: () => up({ server: address, rest: address }) };
  }

  it('waits for the server with what a client has sent by then', async () => {
    const { client, up } = await scene();
    const socket = client();
    socket.write('early');
    await once(socket, 'connect');
    up();
    assert.equal(String((await once(socket, 'data'))[0]), 'early');
  });

  it('does not lead a client to the server that has hung up in the meantime', async () => {
    const { arrived, client, up } = await scene();
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
});
