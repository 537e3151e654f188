import type { Context } from '../../demo/context';
import { onLaptop, type Laptop } from '../../demo/laptop';
import { newProject } from '../../demo/project';
import { ask } from '../../demo/request';
import { chaptersOn } from '../../demo/story';
import { scalarText } from '../../lib/core/lossless-json';
import type { Workspace } from '../../local/workspace/workspace';

/** One chapter of the demo. */
export interface ToldChapter {
  readonly title: string;
  readonly ms: number;
  /** In which at least one run went on in a workspace: notebooks with their environments. */
  readonly runsMs: number;
  /** Requests of our tasks, by task, without the polls. */
  readonly requests: ReadonlyMap<string, number>;
  /** Looks at an active run: the longer it takes, the more. */
  readonly polls: number;
}

const POLL = '/api/2.2/jobs/runs/get';

const SILENT = { say: () => {}, code: () => {}, log: () => {}, doing: () => {}, done: () => {}, error: () => {} };

/** Tells the demo to nobody. */
export async function toldStory(): Promise<readonly ToldChapter[]> {
  const chapters: ToldChapter[] = [];
  const stop = new AbortController().signal;
  let title = '';
  const printer = { ...SILENT, heading: (text: string) => (title = text) };
  await onLaptop({ printer, stop }, async (laptop) => {
    const project = await newProject(laptop, { registry: 'unity-catalog', stay: false, folder: undefined });
    const context: Context = { laptop, project, printer, stop, releases: [] };
    for (const chapter of chaptersOn('unity-catalog')) {
      const before = workspacesOf(laptop).map(
        (workspace) => [workspace.requests.length, workspace.runs().length] as const,
      );
      const start = performance.now();
      await chapter(context);
      const ms = performance.now() - start;
      const seen = workspacesOf(laptop).map((workspace, index) => since(workspace, before[index] ?? [0, 0]));
      const intervals = await Promise.all(
        seen.flatMap(({ workspace, runs }) => runs.map((run) => interval(workspace, run))),
      );
      const ours = seen.flatMap((each) => each.requests).filter((request) => taskOf(request) !== undefined);
      const requests = byTask(ours.filter(({ path }) => path !== POLL));
      const polls = ours.filter(({ path }) => path === POLL).length;
      chapters.push({ title, ms, runsMs: covered(intervals), requests, polls });
    }
  });
  return chapters;
}

function workspacesOf({ dev, uat, prod }: Laptop): readonly Workspace[] {
  return [dev, uat, prod];
}

function since(workspace: Workspace, [requests, runs]: readonly [number, number]) {
  const ids = workspace
    .runs()
    .slice(runs)
    .map(({ runId }) => runId);
  return { workspace, requests: workspace.requests.slice(requests), runs: ids };
}

type Interval = readonly [start: number, end: number];

async function interval(workspace: Workspace, run: string): Promise<Interval> {
  const found = await ask(workspace, `GET /api/2.2/jobs/runs/get?run_id=${run}`);
  return [Number(scalarText(found?.['start_time'])), Number(scalarText(found?.['end_time']))];
}

/** How long at least one went on. */
function covered(intervals: readonly Interval[]): number {
  let sum = 0;
  let until = 0;
  for (const [start, end] of intervals.toSorted(([one], [other]) => one - other)) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}

function byTask(requests: Workspace['requests']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const task = taskOf(request) ?? '';
    counts.set(task, (counts.get(task) ?? 0) + 1);
  }
  return counts;
}

/** Undefined for those of notebooks, which ask with clients of their own. */
function taskOf({ headers }: Workspace['requests'][number]): string | undefined {
  return /\b((?:Databricks|MLflow)[A-Z]\w+)\/\d/.exec(headers['user-agent'] ?? '')?.[1];
}
