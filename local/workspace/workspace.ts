import { scalarText, type JsonObject } from '../../lib/core/lossless-json';
import type { AccountScope } from './account-scope';
import { importedObject, type ImportedObject } from './files/imported-object';
import { parentOf, workspacePath } from './files/workspace-path';
import type { Fault } from './http/fault';
import { Findings } from './http/findings';
import { Gateway } from './http/gateway';
import type { RecordedRequest } from './http/request-log';
import type { RequestPattern } from './http/request-pattern';
import { Throttle } from './http/throttle';
import type { Identity } from './identity/identity';
import type { TokenLife, TokenList } from './identity/token-list';
import type { RunTokens } from './jobs/execution/task-execution';
import type { Run } from './jobs/runs/run';
import { runBecomes, runSnapshot, type RunSnapshot } from './jobs/runs/run-snapshot';
import type { MlflowServer } from './mlflow/mlflow-server';
import type { Seed } from './seed';
import type { WorkspaceOptions } from './workspace-options';
import { workspaceRoutes } from './workspace-routes';
import { WorkspaceState } from './workspace-state';

const DEFAULT_IDENTITY: Identity = { userName: 'dev@example.com', kind: 'user' };

/** What each workspace gets from its server. */
export interface WorkspaceParts extends WorkspaceOptions {
  readonly tokens: TokenList<Workspace>;
}

/** One isolated workspace: its state, and what a test may inspect and change. */
export class Workspace {
  readonly name: string;
  readonly account: AccountScope;
  readonly host: string;
  readonly orgId: string;
  readonly identity: Identity;
  readonly token: string;
  readonly gateway: Gateway;
  /** Requests that the workspace could not answer; a test about such requests accepts them. */
  readonly findings = new Findings();
  readonly mlflow: MlflowServer;
  readonly #tokens: TokenList<Workspace>;
  readonly #state: WorkspaceState;

  constructor(options: WorkspaceParts, seed: Seed) {
    const { account, name, host, orgId, clock, tokens, mlflow } = options;
    this.account = account;
    this.name = name;
    this.host = host;
    this.orgId = orgId;
    this.identity = seed.identity ?? DEFAULT_IDENTITY;
    account.directory.appoint(this.identity);
    this.mlflow = mlflow;
    this.#tokens = tokens;
    this.token = this.#firstToken();
    const runTokens: RunTokens = {
      issue: (identity) => tokens.issue(this, identity),
      expire: (token) => tokens.expire(token),
    };
    const { findings } = this;
    this.#state = new WorkspaceState(options, seed, { runTokens, findings });
    const routes = workspaceRoutes(this.#state, options, seed);
    const throttle = seed.throttled === true ? new Throttle(clock) : undefined;
    this.gateway = new Gateway({ clock, routes, throttle, findings, onChange: () => account.state.changed() });
    const { tree } = this.#state;
    [`/Users/${this.identity.userName}`, '/Shared', '/Repos'].forEach((path) => tree.makeDirectories(path));
  }

  get requests(): readonly RecordedRequest[] {
    return this.gateway.log.requests;
  }

  /** The MLflow workspace of its experiments and runs. */
  get mlflowSpace(): string {
    return this.#state.space.name;
  }

  /** Returns a function that removes the fault if it has not applied yet. */
  addFault(fault: Fault): () => void {
    return this.gateway.faults.add(fault);
  }

  /** Resolves with the first match, past or future. */
  waitForRequest(pattern: RequestPattern, options?: { answered?: boolean; isNew?: boolean }): Promise<RecordedRequest> {
    return this.gateway.log.waitFor(pattern, options);
  }

  /** Writes a Python notebook in source format and creates its parent folders. */
  putNotebook(path: string, source: string): void {
    const content = Buffer.from(source);
    this.#put(importedObject({ path: workspacePath(path), format: 'SOURCE', language: 'PYTHON', content }));
  }

  putFile(path: string, content: string | Buffer): void {
    this.#put({ path: workspacePath(path), type: 'FILE', content: Buffer.from(content) });
  }

  /** Creates a job as jobs/create does and returns its ID. */
  createJob(settings: JsonObject): string {
    return String(this.#state.jobs.create(settings, this.identity).jobId);
  }

  runs(): readonly RunSnapshot[] {
    return this.#state.runs.all.map(runSnapshot);
  }

  /** Resolves when the run and all its processes have ended. */
  async runEnded(runId: string | bigint): Promise<RunSnapshot> {
    const run = this.#run(runId);
    await run.untilEnded();
    return runSnapshot(run);
  }

  /** Resolves when the run meets the condition, e.g. has printed something; rejects if it ends before that. */
  waitForRun(runId: string | bigint, isAsAsked: (run: RunSnapshot) => boolean): Promise<RunSnapshot> {
    return runBecomes(this.#run(runId), isAsAsked);
  }

  /** Another token for this workspace, unlimited by default. */
  addToken(identity: Identity, life?: TokenLife): string {
    this.account.directory.admit(identity);
    return this.#tokens.issue(this, identity, life);
  }

  expireToken(token: string = this.token): void {
    this.#tokens.expire(token);
  }

  async close(): Promise<void> {
    this.gateway.log.close();
    await this.#state.runs.close();
    await this.#state.statements.close();
    this.#state.space.close();
  }

  /** The same token after a restart, so that users can keep it. */
  #firstToken(): string {
    let kept: string | undefined;
    this.account.state.add(`${this.name}/token`, {
      saved: () => this.token,
      restore: (saved) => {
        kept = scalarText(saved);
      },
    });
    if (kept === undefined) {
      return this.addToken(this.identity);
    }
    this.account.directory.admit(this.identity);
    this.#tokens.admit(kept, { workspace: this, identity: this.identity, expiresAt: Infinity });
    return kept;
  }

  #run(runId: string | bigint): Run {
    const found = this.#state.runs.find(BigInt(runId));
    if (found === undefined) {
      throw new Error(`There is no run ${runId} in this workspace.`);
    }
    return found.run;
  }

  #put(object: ImportedObject): void {
    this.#state.tree.makeDirectories(parentOf(object.path));
    this.#state.tree.put(object, 'overwrite');
  }
}
