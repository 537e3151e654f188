import type { Run, TaskRun } from '../../databricks/wire/run';
import { phaseOf, stateWord } from '../outcome/outcome';

/** What has changed between two looks at a run, a line each; nothing when nothing has. */
export function changesBetween(before: Run | undefined, now: Run): readonly string[] {
  const oldState = before && stateWord(before.state);
  const newState = stateWord(now.state);
  const ofRun =
    oldState === newState
      ? []
      : [`Run ${now.id}: ${arrow(oldState, newState)}${queued(now)}${link(before ? undefined : now.pageUrl)}`];
  const several = now.tasks.length > 1;
  const ofTasks = several
    ? now.tasks.flatMap((task) =>
        taskChange(
          before?.tasks.find(({ key }) => key === task.key),
          task,
        ),
      )
    : [];
  return [...ofRun, ...ofTasks];
}

function taskChange(before: TaskRun | undefined, now: TaskRun): readonly string[] {
  const oldState = before && stateWord(before.state);
  const newState = stateWord(now.state);
  const attempt = now.attempt > 0 ? ` (attempt ${now.attempt + 1})` : '';
  return oldState === newState && before?.attempt === now.attempt
    ? []
    : [`  Task ${now.key}${attempt}: ${arrow(oldState, newState)}${link(now.pageUrl)}`];
}

/** The share of the tasks that have ended, in percent; undefined for a run of one task, where it would say nothing. */
export function percentDone(run: Run): number | undefined {
  const ended = run.tasks.filter(({ state }) => phaseOf(state) === 'ended').length;
  return run.tasks.length > 1 ? Math.floor((100 * ended) / run.tasks.length) : undefined;
}

function arrow(before: string | undefined, now: string): string {
  return before === undefined ? now : `${before} → ${now}`;
}

function queued({ state }: Run): string {
  return state.queueReason === undefined ? '' : ` (${state.queueReason})`;
}

function link(url: string | undefined): string {
  return url === undefined ? '' : ` — ${url}`;
}
