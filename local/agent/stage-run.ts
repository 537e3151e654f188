import type { Clock } from '../../lib/core/clock';
import { nativeAct, taskAct, type ActSource } from './act';
import { runAttempts, StoppedError, type AttemptCount, type AttemptPlan } from './attempts';
import { Cancellation } from './cancellation';
import { headerLines } from './header';
import { FileLog, MemoryLog, type LogStore } from './log-store';
import { launchOf, type LaunchSource } from './process/launch';
import { chooseNode, type NodeChoice, type Nodes } from './process/node-choice';
import { emptyRecord } from './records';
import type { Restriction } from './restriction';
import { mergeResults, type TaskResult } from './results';
import type { JobStep, StepInfo, StepResult } from './step';
import { knob, type StepContext } from './step-context';
import { StepLog } from './step-log';

/** One stage of one step, with everything it needs. */
export interface StageRun extends LaunchSource {
  readonly info: StepInfo;
  readonly nodes: Nodes;
  readonly clock: Clock;
  readonly onLine: (line: string) => void;
  /** Where the log goes; in memory if there is no file. */
  readonly logFile: string | undefined;
  /** The cancellation of the job. */
  readonly signal: AbortSignal | undefined;
}

interface Trace extends AttemptCount {
  readonly store: LogStore;
  readonly rawLines: string[];
  node: NodeChoice | undefined;
}

/** Runs the stage and returns its result; never rejects because of the task. */
export async function runStage(run: StageRun): Promise<StepResult> {
  const store = run.logFile === undefined ? new MemoryLog() : new FileLog(run.logFile);
  const context = contextOf(run, store);
  const trace: Trace = { attempts: 0, exitCode: undefined, store, rawLines: [], node: undefined };
  const startedAt = run.clock.now();
  const cancellation = new Cancellation(run.signal);
  context.log.write(`Starting: ${run.info.displayName}`, 'section');
  try {
    cancellation.startTimeout(run.clock, run.step.timeoutMs);
    await execute(run, context, { trace, cancel: cancellation.signal });
  } catch (error) {
    context.result = resultOfFailure(error, context, cancellation);
  } finally {
    cancellation.finish();
  }
  noteIncompleteLog(store, context);
  const result = finalResult(run, context);
  context.log.write(`Finishing: ${run.info.displayName}`, 'section');
  store.close();
  return stepResult(run, context, { ...trace, result, durationMs: run.clock.now() - startedAt });
}

function contextOf({ info, step, definition, taskVariables, job, onLine }: StageRun, store: LogStore): StepContext {
  job.variables.expand();
  return {
    name: info.name,
    job,
    log: new StepLog({ store, masker: job.masker, debug: job.debug, onLine }),
    record: emptyRecord(),
    taskVariables,
    restrictions: [definition.restriction, targetRestriction(step)],
    declaredOutputs: new Set(definition.outputVariables.map((name) => name.toLowerCase())),
    result: undefined,
    commandFailed: false,
    done: new AbortController(),
  };
}

function targetRestriction({ target }: JobStep): Restriction {
  const settable = target?.settableVariables;
  return { commands: target?.commands ?? 'any', settableVariables: settable === 'none' ? [] : settable };
}

async function execute(
  run: StageRun,
  context: StepContext,
  { trace, cancel }: { readonly trace: Trace; readonly cancel: AbortSignal },
): Promise<void> {
  const { definition, step, clock } = run;
  headerLines(definition).forEach((line) => context.log.write(line));
  const source: ActSource = {
    ...run,
    context,
    onRawLine: (line) => run.logFile === undefined && trace.rawLines.push(line),
  };
  const act = 'native' in step ? nativePlan(nativeAct(step.native, source)) : taskActOf(run, source, trace);
  if (act === undefined) {
    context.log.write('References service endpoint. PRs from repository forks are not allowed to access secrets.');
    context.result = 'Skipped';
    return;
  }
  await runAttempts({ ...act, retries: step.retryCountOnTaskFailure ?? 0, clock, cancel }, context, trace);
}

type Plan = Pick<AttemptPlan, 'act' | 'program'>;

function nativePlan(act: AttemptPlan['act']): Plan {
  return { act, program: undefined };
}

function taskActOf(run: StageRun, source: ActSource, trace: Trace): Plan | undefined {
  const { definition, job } = run;
  trace.node = chooseNode(definition.executions[run.info.stage], {
    taskName: definition.name,
    nodes: run.nodes,
    knob: (name) => knob(job, name),
  });
  trace.node.warnings.forEach((warning) => source.context.log.warning(warning));
  const launch = launchOf(run, trace.node);
  return launch && { act: taskAct(launch, source), program: launch };
}

/** What was lost may have said that something failed. */
function noteIncompleteLog({ file, problem }: LogStore, context: StepContext): void {
  if (problem !== undefined) {
    context.log.error(`The log is incomplete, because '${file}' could not be written: ${problem}`);
    context.commandFailed = true;
  }
}

function resultOfFailure(error: unknown, { log }: StepContext, cancellation: Cancellation): TaskResult {
  if (error instanceof StoppedError) {
    log.error(cancellation.isTimeout ? 'The task has timed out.' : 'The operation was canceled.');
    return cancellation.isTimeout ? 'Failed' : 'Canceled';
  }
  log.error(error instanceof Error ? error.message : String(error));
  return 'Failed';
}

function finalResult({ step }: StageRun, { result, commandFailed }: StepContext): TaskResult {
  const ended = result ?? 'Succeeded';
  const merged = commandFailed ? mergeResults(ended, 'Failed') : ended;
  return merged === 'Failed' && step.continueOnError === true ? 'SucceededWithIssues' : merged;
}

function stepResult(
  { info }: StageRun,
  { log, record, taskVariables }: StepContext,
  { node, store, ...ended }: Trace & Pick<StepResult, 'result' | 'durationMs'>,
): StepResult {
  return {
    ...info,
    ...record,
    ...ended,
    node: node === undefined ? undefined : { handlerName: node.execution.name, version: node.version },
    issues: log.issues,
    log: store.lines,
    logFile: store.file,
    leaks: log.leaks(),
    taskVariables: Object.fromEntries(taskVariables.all().map(({ name, value }) => [name, value])),
  };
}
