import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { readEvents, type RecordedEvent } from '../../../local/pipelines/run-folder/event-file';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';
import { MLOPS } from './new-project';

export interface PipelineRun {
  readonly id: string;
  readonly exitCode: number | null;
  readonly output: string;
  readonly events: readonly RecordedEvent[];
  /** Folder of the artifacts. */
  readonly artifacts: string;
}

export type EndedStep = Extract<RecordedEvent, { readonly kind: 'step ended' }>;

/** Runs a pipeline of a repository as a user does; the stand-in of the same process goes on meanwhile. */
export async function pipelineRun(folder: string, ...words: readonly string[]): Promise<PipelineRun> {
  const python = await new PythonEnvironment({ say: () => undefined }).ready();
  const path = [dirname(python), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(process.execPath, [MLOPS, 'run', ...words, '--no-live'], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  [child.stdout, child.stderr].forEach((stream) =>
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    }),
  );
  const [exitCode] = (await once(child, 'close')) as [number | null];
  // Another run of the same folder may have started later.
  const id = /^everything else is in \.mlops\/runs\/(\S+)$/m.exec(output)?.[1] ?? 'no run';
  const run = join(folder, '.mlops/runs', id);
  return { id, exitCode, output, events: readEvents(run), artifacts: join(run, 'artifacts') };
}

export function stageResults({ events }: PipelineRun): Readonly<Record<string, string>> {
  return Object.fromEntries(
    events.flatMap((event) => (event.kind === 'stage ended' ? [[event.stage, event.result]] : [])),
  );
}

export function endedSteps({ events }: PipelineRun): readonly EndedStep[] {
  return events.filter((event) => event.kind === 'step ended');
}

/** Tags that steps gave the run, by which a list of runs is filtered. */
export function buildTags(run: PipelineRun): readonly string[] {
  return endedSteps(run).flatMap((step) => step.buildTags ?? []);
}

/** Results of the steps of a stage, by their names; what a step does after the job does not count. */
export function stepResults(run: PipelineRun, stage: string): Readonly<Record<string, string>> {
  const steps = endedSteps(run).filter((step) => step.stage === stage && !step.title.startsWith('Post-job: '));
  return Object.fromEntries(steps.map(({ step = '', result }) => [step, result]));
}

/** Texts of the published files whose name begins so. */
export function published({ artifacts }: PipelineRun, kind: string): readonly string[] {
  const paths = readdirSync(artifacts, { recursive: true, encoding: 'utf8' });
  const found = paths.filter((path) => new RegExp(`(?:^|[/\\\\])${kind}-[^/\\\\]*\\.json$`).test(path));
  return found.map((path) => readFileSync(join(artifacts, path), 'utf8'));
}
