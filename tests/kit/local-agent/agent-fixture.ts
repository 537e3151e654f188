import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startJob, type AgentJob, type JobOptions, type Step, type StepResult } from '../../../local/agent/job';

export interface FakeTask {
  /** JavaScript of each stage. */
  readonly main?: string;
  readonly preJob?: string;
  readonly postJob?: string;
  /** Put over a minimal task.json. */
  readonly json?: Readonly<Record<string, unknown>>;
}

const EXECUTION_KEYS = { preJob: 'prejobexecution', main: 'execution', postJob: 'postjobexecution' } as const;

/** A temporary folder with fake tasks and jobs that run them: here the agent is the subject, not the task. */
export class AgentFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'agent-test-'));
  #made = 0;

  task(fake: FakeTask): string {
    const folder = this.#newFolder('task');
    const json: Record<string, unknown> = {
      name: 'FakeTask',
      friendlyName: 'Fake task',
      version: { Major: 1, Minor: 2, Patch: 3 },
    };
    for (const stage of ['preJob', 'main', 'postJob'] as const) {
      const script = fake[stage];
      if (script !== undefined) {
        writeFileSync(join(folder, `${stage}.js`), script);
        json[EXECUTION_KEYS[stage]] = { Node20_1: { target: `${stage}.js` } };
      }
    }
    Object.assign(json, fake.json);
    writeFileSync(join(folder, 'task.json'), JSON.stringify(json));
    return folder;
  }

  job(options: Partial<JobOptions> = {}): AgentJob {
    return startJob({ folder: this.#newFolder('job'), nodes: { 20: process.execPath }, ...options });
  }

  /** Runs one fake task in its own job. */
  async run(fake: FakeTask, options: { step?: Partial<Step>; job?: Partial<JobOptions> } = {}): Promise<StepResult> {
    return this.job(options.job).runStep({ taskFolder: this.task(fake), ...options.step });
  }

  file(name: string, content: string): string {
    const path = join(this.#newFolder('files'), name);
    writeFileSync(path, content);
    return path;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #newFolder(kind: string): string {
    this.#made += 1;
    const folder = join(this.folder, `${kind}${this.#made}`);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** A script that prints these lines. */
export function printing(...lines: string[]): string {
  return lines.map((line) => `console.log(${JSON.stringify(line)});\n`).join('');
}

/** A script that reports its environment; read it back with `environmentOf`. */
export const PRINT_ENVIRONMENT = `console.log('ENV' + JSON.stringify(process.env));\n`;

export function environmentOf({ rawLines }: StepResult): Readonly<Record<string, string>> {
  const line = rawLines.find((candidate) => candidate.startsWith('ENV')) ?? 'ENV{}';
  return JSON.parse(line.slice('ENV'.length)) as Record<string, string>;
}

/** The log without the agent's opening and closing lines. */
export function bodyOf({ log }: StepResult): readonly string[] {
  return log.slice(8, -1);
}
