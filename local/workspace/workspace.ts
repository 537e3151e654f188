import { join } from 'node:path';
import type { Clock } from '../../lib/core/clock';
import type { JsonObject } from '../../lib/core/lossless-json';
import type { Identity } from './access/identity';
import { meRoute } from './access/me';
import { Permissions } from './access/permissions';
import type { TokenList } from './access/token-list';
import type { Slots } from './execution/slots';
import { importedObject } from './files/imported-object';
import { ObjectTree } from './files/object-tree';
import { objectRoutes } from './files/object-routes';
import { parentOf, workspacePath } from './files/workspace-path';
import { Gateway } from './http/gateway';
import type { Fault } from './http/fault';
import type { RecordedRequest } from './http/request-log';
import type { RequestPattern } from './http/request-pattern';
import { IdSequence } from './ids';
import { JobList } from './jobs/job-list';
import { jobRoutes } from './jobs/job-routes';
import { RunList } from './jobs/run-list';
import { runRoutes } from './jobs/run-routes';
import type { Run } from './jobs/run';
import { runBecomes, runSnapshot, type RunSnapshot } from './jobs/run-snapshot';
import type { Seed } from './seed';
import { StaleReads } from './stale-reads';

/** What a workspace takes from its server. */
export interface Surroundings {
  readonly host: string;
  readonly orgId: string;
  readonly folder: string;
  readonly clock: Clock;
  readonly python: string;
  readonly slots: Slots;
  readonly tokens: TokenList<Workspace>;
}

const DEFAULT_IDENTITY: Identity = { userName: 'dev@example.com', kind: 'user' };

/** One isolated workspace: its state, and what a test may look at and meddle with. */
export class Workspace {
  readonly host: string;
  readonly orgId: string;
  readonly identity: Identity;
  readonly token: string;
  readonly gateway: Gateway;
  readonly #tokens: TokenList<Workspace>;
  readonly #tree: ObjectTree;
  readonly #jobs: JobList;
  readonly #runs: RunList;

  constructor(surroundings: Surroundings, seed: Seed) {
    const { host, orgId, folder, clock, tokens } = surroundings;
    this.host = host;
    this.orgId = orgId;
    this.identity = seed.identity ?? DEFAULT_IDENTITY;
    this.#tokens = tokens;
    this.token = this.addToken(this.identity);

    const ids = new IdSequence();
    const { missingClusters = [], staleReads = false } = seed;
    const permissions = new Permissions(seed.denials ?? []);
    const tree = new ObjectTree(join(folder, 'files'), clock, ids);
    this.#tree = tree;
    this.#jobs = new JobList({ clock, ids, missingClusters, staleReads });
    this.#runs = new RunList({ ...surroundings, tree, permissions, runsFolder: join(folder, 'runs') }, ids);
    const site = { host, orgId };
    const staleRuns = new StaleReads<JsonObject | undefined>(staleReads);
    const jobsContext = { jobs: this.#jobs, runs: this.#runs, ids, site, permissions, missingClusters, staleRuns };
    this.gateway = new Gateway(clock, [
      meRoute,
      ...objectRoutes({ tree, permissions, staleReads }),
      ...jobRoutes(jobsContext),
      ...runRoutes(jobsContext),
    ]);
    [`/Users/${this.identity.userName}`, '/Shared', '/Repos'].forEach((path) => tree.makeDirectories(path));
  }

  get requests(): readonly RecordedRequest[] {
    return this.gateway.log.requests;
  }

  /** Method and path of the requests that no route answered. */
  get unknownRoutes(): readonly string[] {
    return this.gateway.unknownRoutes;
  }

  addFault(fault: Fault): void {
    this.gateway.faults.add(fault);
  }

  /** Resolves with the first match, past or future. */
  waitForRequest(pattern: RequestPattern, options?: { answered?: boolean }): Promise<RecordedRequest> {
    return this.gateway.log.waitFor(pattern, options);
  }

  assertNoUnknownRoutes(): void {
    if (this.unknownRoutes.length > 0) {
      throw new Error(
        `The workspace stand-in was asked for what it does not have: ${this.unknownRoutes.join(', ')}.\n` +
          'Fix: Add the route beside its resource, or call acceptUnknownRoutes() when the refusal is what the test is about.',
      );
    }
  }

  acceptUnknownRoutes(): void {
    this.gateway.acceptUnknownRoutes();
  }

  /** Puts a Python notebook in source form, with the folders above it. */
  putNotebook(path: string, source: string): void {
    const content = Buffer.from(source);
    this.#put(importedObject({ path: workspacePath(path), format: 'SOURCE', language: 'PYTHON', content }));
  }

  putFile(path: string, content: string | Buffer): void {
    this.#put({ path: workspacePath(path), type: 'FILE', content: Buffer.from(content) });
  }

  /** Creates a job as jobs/create does and returns its id. */
  createJob(settings: JsonObject): string {
    return String(this.#jobs.create(settings, this.identity).jobId);
  }

  runs(): readonly RunSnapshot[] {
    return this.#runs.all.map(runSnapshot);
  }

  /** Resolves once the run is over and nothing of it is alive. */
  async runEnded(runId: string | bigint): Promise<RunSnapshot> {
    const run = this.#run(runId);
    await run.ended;
    return runSnapshot(run);
  }

  /** Resolves once the run is as asked, e.g. has printed something; rejects when it ends without having been so. */
  waitForRun(runId: string | bigint, isAsAsked: (run: RunSnapshot) => boolean): Promise<RunSnapshot> {
    return runBecomes(this.#run(runId), isAsAsked);
  }

  /** Another credential for this workspace. */
  addToken(identity: Identity): string {
    return this.#tokens.issue(this, identity);
  }

  expireToken(token: string = this.token): void {
    this.#tokens.expire(token);
  }

  async close(): Promise<void> {
    this.gateway.log.close();
    await this.#runs.close();
  }

  #run(runId: string | bigint): Run {
    const found = this.#runs.find(BigInt(runId));
    if (found === undefined) {
      throw new Error(`There is no run ${runId} in this workspace.`);
    }
    return found.run;
  }

  #put(object: ReturnType<typeof importedObject>): void {
    this.#tree.makeDirectories(parentOf(object.path));
    this.#tree.put(object, 'overwrite');
  }
}
