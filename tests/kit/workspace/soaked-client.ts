import { toJson, type JsonObject } from '../../../lib/core/lossless-json';
import type { Fault } from '../../../local/workspace/http/fault';
import type { Workspace } from '../../../local/workspace/workspace';
import { notebook } from './runs';
import { send, type RawAnswer } from './stand-in';

/** Leaves a process behind unless that is ended too. */
const ENDLESS = 'import subprocess, time\nsubprocess.Popen(["sleep", "600"])\ntime.sleep(600)';
const SHORT = 'dbutils.notebook.exit("done")';

const FAULTS: readonly Fault[] = [
  { status: 429, headers: { 'retry-after': '1' } },
  { status: 502, body: '<html>Bad Gateway</html>' },
  { status: 503, body: 'upstream connect error' },
  { status: 504, after: true },
  { reset: true },
  { reset: true, after: true },
  { delayMs: 20 },
];
const FAULTS_OF_EACH_KIND = 10;
const MOST_SKIPPED = 500;
const REQUESTS_PER_RUN = 40;
const REQUESTS_PER_CANCEL = 120;

type Action = (workspace: Workspace, name: string) => Promise<RawAnswer>;

const get =
  (target: (name: string) => string): Action =>
  (workspace, name) =>
    send(workspace, `GET ${target(name)}`);

const post =
  (path: string, body: (name: string) => JsonObject): Action =>
  (workspace, name) =>
    send(workspace, `POST ${path}`, { body: toJson(body(name)) });

const volumeFile = (name: string) => `/api/2.0/fs/files/Volumes/main/landing/raw/${name}.bin`;

/** What clients do, right and wrong, under few names, so that they get in each other's way. */
const ACTIONS: readonly Action[] = [
  post('/api/2.0/workspace/mkdirs', (name) => ({ path: `/Shared/${name}/sub` })),
  post('/api/2.0/workspace/import', (name) => ({ path: `/Shared/${name}/a.py`, format: 'AUTO', content: 'eD0x' })),
  post('/api/2.0/workspace/import', (name) => ({ path: `/Shared/../${name}`, format: 'AUTO', content: 'eD0x' })),
  post('/api/2.0/workspace/delete', (name) => ({ path: `/Shared/${name}`, recursive: true })),
  get(() => '/api/2.0/workspace/list?path=/Shared'),
  get((name) => `/api/2.0/workspace/export?path=/Shared/${name}/a.py&format=AUTO`),
  post('/api/2.0/secrets/scopes/create', (name) => ({ scope: name })),
  post('/api/2.0/secrets/put', (name) => ({ scope: name, key: 'k', string_value: 'v' })),
  get((name) => `/api/2.0/secrets/list?scope=${name}`),
  post('/api/2.2/jobs/create', (name) => ({ name, tasks: [notebook('/Shared/short')] })),
  get(() => '/api/2.2/jobs/list?limit=100'),
  get(() => '/api/2.2/jobs/runs/get?run_id=1'),
  post('/api/2.1/unity-catalog/schemas', (name) => ({ catalog_name: 'main', name })),
  get(() => '/api/2.1/unity-catalog/schemas?catalog_name=main'),
  (workspace, name) => send(workspace, `PUT ${volumeFile(name)}?overwrite=true`, { body: Buffer.alloc(32 * 1024, 1) }),
  get(volumeFile),
  (workspace) => send(workspace, 'POST /api/2.0/workspace/mkdirs', { body: '{"path":' }),
  ({ host }) => send({ host, token: 'token-of-nobody' }, 'GET /api/2.2/jobs/list'),
];

/** Sends seeded requests to one workspace and notes how each of them ended. */
export class SoakedClient {
  /** A status, or `cut` where the connection was. */
  readonly outcomes: (number | 'cut')[] = [];
  readonly #workspace: Workspace;
  readonly #random: () => number;
  #sent = 0;

  constructor(workspace: Workspace, random: () => number) {
    this.#workspace = workspace;
    this.#random = random;
    workspace.putNotebook('/Shared/short', SHORT);
    workspace.putNotebook('/Shared/endless', ENDLESS);
    for (const fault of FAULTS) {
      for (let count = 0; count < FAULTS_OF_EACH_KIND; count += 1) {
        workspace.addFault({ ...fault, skip: this.#below(MOST_SKIPPED) });
      }
    }
  }

  /** Sends the next request; rejects never. */
  async act(): Promise<void> {
    const action = this.#next();
    const name = `name${this.#below(5)}`;
    this.outcomes.push(
      await action(this.#workspace, name).then(
        ({ status }) => status,
        () => 'cut' as const,
      ),
    );
  }

  #next(): Action {
    const turn = this.#sent++;
    if (turn % REQUESTS_PER_RUN === 0) {
      const path = turn % (2 * REQUESTS_PER_RUN) === 0 ? '/Shared/endless' : '/Shared/short';
      return post('/api/2.2/jobs/runs/submit', () => ({ tasks: [notebook(path)] }));
    }
    if (turn % REQUESTS_PER_CANCEL === REQUESTS_PER_CANCEL - 1) {
      return this.#cancelOne();
    }
    return ACTIONS[this.#below(ACTIONS.length)] as Action;
  }

  /** Of those that still run; whatever is left in the end is for the server to end. */
  #cancelOne(): Action {
    const run = this.#workspace.runs().find(({ ending }) => ending === undefined);
    return post('/api/2.2/jobs/runs/cancel', () => ({ run_id: BigInt(run?.runId ?? 1) }));
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}
