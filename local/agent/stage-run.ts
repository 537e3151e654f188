import type { Clock } from '../../lib/core/clock';
import { runAttempts, StoppedError, type AttemptCount } from './attempts';
import { Cancellation } from './cancellation';
import { takeLine } from './commands/run';
import { headerLines } from './header';
import { launchOf, type LaunchSource } from './process/launch';
import { chooseNode, type NodeChoice, type Nodes } from './process/node-choice';
import { emptyRecord } from './records';
import type { Restriction } from './restriction';
import { mergeResults, type TaskResult } from './results';
import type { Step, StepInfo, StepResult } from './step';
import { knob, type StepContext } from './step-context';
import { StepLog } from './step-log';

/** One stage of one step, with everything it needs. */
export interface StageRun extends LaunchSource {
  readonly info: StepInfo;
  readonly nodes: Nodes;
  readonly clock: Clock;
  readonly onLine: (line: string) => void;
  /** The cancellation of the job. */
  readonly signal: AbortSignal | undefined;
}

interface Trace extends AttemptCount {
  readonly rawLines: string[];
  node: NodeChoice | undefined;
}

/** Runs the stage and returns its result; never rejects because of the task. */
export async function runStage(run: StageRun): Promise<StepResult> {
  const context = contextOf(run);
  const trace: Trace = { attempts: 0, exitCode: undefined, rawLines: [], node: undefined };
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
  const result = finalResult(run, context);
  context.log.write(`Finishing: ${run.info.displayName}`, 'section');
  return stepResult(run, context, { ...trace, result });
}

function contextOf({ info, step, definition, taskVariables, job, onLine }: StageRun): StepContext {
  job.variables.expand();
  return {
    name: info.name,
    job,
    log: new StepLog({ masker: job.masker, debug: job.debug, onLine }),
    record: emptyRecord(),
    taskVariables,
    restrictions: [definition.restriction, targetRestriction(step)],
    declaredOutputs: new Set(definition.outputVariables.map((name) => name.toLowerCase())),
    result: undefined,
    commandFailed: false,
    done: new AbortController(),
  };
}

function targetRestriction({ target }: Step): Restriction {
  const settable = target?.settableVariables;
  return { commands: target?.commands ?? 'any', settableVariables: settable === 'none' ? [] : settable };
}

async function execute(
  run: StageRun,
  context: StepContext,
  { trace, cancel }: { readonly trace: Trace; readonly cancel: AbortSignal },
): Promise<void> {
  const { definition, step, job, clock } = run;
  headerLines(definition).forEach((line) => context.log.write(line));
  trace.node = chooseNode(definition.executions[run.info.stage], {
    taskName: definition.name,
    nodes: run.nodes,
    knob: (name) => knob(job, name),
  });
  trace.node.warnings.forEach((warning) => context.log.warning(warning));

  const launch = launchOf(run, trace.node);
  if (launch === undefined) {
    context.log.write('References service endpoint. PRs from repository forks are not allowed to access secrets.');
    context.result = 'Skipped';
    return;
  }
  const onLine = (line: string): void => {
    trace.rawLines.push(line);
    takeLine(line, context);
  };
  const retries = step.retryCountOnTaskFailure ?? 0;
  await runAttempts({ spec: { ...launch, onLine }, retries, clock, cancel }, context, trace);
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
  { node, ...ended }: Trace & { readonly result: TaskResult },
): StepResult {
  return {
    ...info,
    ...record,
    ...ended,
    node: node === undefined ? undefined : { handlerName: node.execution.name, version: node.version },
    issues: log.issues,
    log: log.lines,
    leaks: log.leaks(),
    taskVariables: Object.fromEntries(taskVariables.all().map(({ name, value }) => [name, value])),
  };
}
