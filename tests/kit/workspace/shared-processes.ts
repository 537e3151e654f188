import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { WarmPython } from '../../../local/workspace/execution/warm-python';
import type { MlflowAddresses } from '../../../local/workspace/mlflow/mlflow-announcement';
import { MlflowServer } from '../../../local/workspace/mlflow/mlflow-server';
import type { MlflowSpace } from '../../../local/workspace/mlflow/mlflow-space';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';

/** Set for all processes of one run of mocha. */
const FOLDER = 'TEST_SHARED_FOLDER';
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs in mocha's first process: one MLflow server and one warm Python for the test files of all processes. */
export class SharedProcesses {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mlflow-test-'));
  readonly #environment = new PythonEnvironment({ say });
  readonly #mlflow = new MlflowServer(this.#folder, this.#environment);
  readonly #warm = new WarmPython(this.#folder);
  readonly #door: Server;

  /** Nothing starts before a test needs it. */
  constructor() {
    this.#door = createServer(({ url }, response) => {
      this.#started(url).then(
        (answer) => response.end(JSON.stringify(answer)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    this.#door.listen(doorIn(this.#folder));
    process.env[FOLDER] = this.#folder;
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }));
  }

  async close(): Promise<void> {
    this.#door.close();
    this.#door.closeAllConnections();
    await Promise.all([this.#mlflow.close(), this.#warm.close()]);
  }

  async #started(url: string | undefined): Promise<object> {
    if (url === '/mlflow') {
      return this.#mlflow.addresses();
    }
    this.#warm.start(await this.#environment.ready());
    return {};
  }
}

/** The shared MLflow server; its spaces carry the number of this process, so that no other one has them. */
export class SharedMlflow extends MlflowServer {
  constructor() {
    super(sharedFolder(), new PythonEnvironment({ say }), {
      elsewhere: async () => (await started('/mlflow')) as MlflowAddresses,
    });
  }

  override addSpace(wantedName: string): MlflowSpace {
    return super.addSpace(`${wantedName}-p${process.env['MOCHA_WORKER_ID'] ?? 0}`);
  }
}

/** The shared warm Python; whoever needs one first starts it for all. */
export class SharedWarmPython {
  readonly #socket = join(sharedFolder(), 'warm', 'socket');

  get address(): string | undefined {
    return existsSync(this.#socket) ? this.#socket : undefined;
  }

  start(): void {
    started('/warm').catch((error: unknown) => say(String(error)));
  }
}

/** Has mocha's first process start something, and returns its answer. */
async function started(path: '/mlflow' | '/warm'): Promise<unknown> {
  const asked = get({ socketPath: doorIn(sharedFolder()), path });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const answer = await text(response);
  if (response.statusCode !== 200) {
    throw new Error(answer);
  }
  return JSON.parse(answer);
}

function doorIn(folder: string): string {
  return join(folder, 'door');
}

function sharedFolder(): string {
  const folder = process.env[FOLDER];
  if (folder === undefined) {
    throw new Error('The tests share processes that tests/fixtures.ts starts; run them with mocha.');
  }
  return folder;
}
