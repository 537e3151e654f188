import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BuildRecord } from '../../../local/azure-devops/build-record';
import { RunRecord } from '../../../local/azure-devops/run-record';
import { startAzureDevOps, type AzureDevOps } from '../../../local/azure-devops/server';

export const JOB = '12f1170f-54f2-53f3-20dd-22fc7dff55f9';
export const PLAN = '0c9d7a34-6c5e-4f3e-8a53-7a0e4b8f2c61';
export const CONNECTION = '4d5a1c1e-0000-4000-8000-00000000c0de';
export const REPOSITORY = '3c1e5f7a-1111-4000-8000-0000000000aa';
export const COMMIT = '4be0f1c0d5a94a8c9a0f4f3f5b1f6e2d3c4b5a69';
export const NOW = Date.UTC(2026, 10, 20, 12);

export interface RawAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** A run that Azure DevOps knows: build 214 of the project churn. */
export class RunFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'azure-devops-test-'));
  readonly run = new RunRecord({
    organization: 'local',
    organizationId: '4c6fbd37-51de-4f7b-a2de-1b2d2c3a4f55',
    project: "Jan's churn",
    projectId: '6f1a3a52-5c0b-4b0b-9d4e-2f6b7f0c1d10',
    definition: { id: 7, name: 'train' },
    repository: { id: REPOSITORY, name: 'churn' },
    commit: COMMIT,
    branch: 'refs/heads/main',
    buildId: '214',
    planId: PLAN,
    artifacts: join(this.folder, 'artifacts'),
    connections: new Map([[CONNECTION, 'databricks-dev']]),
    earlier: () => this.earlier,
    now: () => NOW,
  });
  /** Runs that ended before. */
  earlier: readonly BuildRecord[] = [];
  readonly token = this.run.openJob(JOB);
  #server: AzureDevOps | undefined;

  static async open(): Promise<RunFixture> {
    const fixture = new RunFixture();
    fixture.#server = await startAzureDevOps(fixture.run);
    return fixture;
  }

  get collection(): string {
    return this.#server?.collection ?? '';
  }

  artifact(path: string, content: string): void {
    const file = join(this.folder, 'artifacts', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  filesIn(folder: string): Readonly<Record<string, string>> {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
    return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
  }

  /** A request with the token of the job unless the headers have another one. */
  async request(method: string, path: string, { body, headers }: RequestInit = {}): Promise<RawAnswer> {
    const response = await fetch(this.collection + path, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(headers as Record<string, string> | undefined) },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const { status, headers: own } = response;
    return { status, headers: own, body: text === '' ? {} : (JSON.parse(text) as RawAnswer['body']) };
  }

  async close(): Promise<void> {
    await this.#server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
