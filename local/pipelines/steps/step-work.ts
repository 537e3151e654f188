import type { JobStep } from '../../agent/job';
import type { NativeTask } from '../../agent/native';
import { readTaskDefinition } from '../../agent/task-definition';
import { isNamed, type PlannedStep } from '../plan/plan';
import { textAt, valueAt } from '../read/node';
import type { RunnableStep, RunWorkspace } from '../run/step-runner';
import { nativeTasks, type NativeContext } from './native-tasks';
import { broken } from './native/broken';
import { stub } from './native/stub';
import type { TaskIndex } from './task-index';

export interface WorkContext {
  readonly workspace: RunWorkspace;
  readonly tasks: TaskIndex;
  readonly steps: readonly RunnableStep[];
}

/** A step as the agent runs it. */
export interface StepWork {
  readonly step: JobStep;
  /** Grows while the step runs. */
  readonly assumptions: string[];
}

/** A stub goes before a task that is given, and that before one of our own. */
export function workOf(runnable: RunnableStep, context: WorkContext): StepWork {
  const { planned, name, displayName, env, timeoutMs, retries, continueOnError, target } = runnable;
  const assumptions: string[] = [];
  const words = {
    name,
    displayName,
    inputs: inputsOf(runnable),
    env,
    continueOnError,
    retryCountOnTaskFailure: retries,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(target === undefined ? {} : { target }),
  };
  const command = stubOf(planned.does, context.workspace);
  if (command !== undefined) {
    assumptions.push(`${planned.does} was replaced by the command '${command}'`);
    return { step: { ...words, native: stub(planned.does, command, Object.keys(words.inputs)) }, assumptions };
  }
  const taskFolder = context.tasks.folderOf(planned.does);
  if (taskFolder === undefined) {
    return { step: { ...words, native: nativeOf(runnable, context, assumptions) }, assumptions };
  }
  const problem = problemOf(taskFolder);
  const step = problem === undefined ? { ...words, taskFolder } : { ...words, native: broken(planned.does, problem) };
  return { step, assumptions };
}

function problemOf(taskFolder: string): string | undefined {
  try {
    readTaskDefinition(taskFolder);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function nativeOf(runnable: RunnableStep, { workspace, steps }: WorkContext, assumptions: string[]): NativeTask {
  const { planned } = runnable;
  const context: NativeContext = {
    planned,
    workspace,
    checkouts: steps.filter((step) => step.planned.does === 'checkout' && !isNone(step.planned)).length,
    assume: (text) => assumptions.push(text),
  };
  const make = nativeTasks(planned.does);
  if (make === undefined) {
    return broken(planned.does, `No task '${planned.does}' is on this machine.`);
  }
  return make(context);
}

/** Inputs of a task; of another step, the keys beside it. */
function inputsOf({ planned, inputs }: RunnableStep): Readonly<Record<string, string>> {
  if (valueAt(planned.node, 'task') !== undefined || planned.node.kind !== 'mapping') {
    return inputs;
  }
  const keys = planned.node.entries.flatMap(({ key, value }) =>
    value.kind === 'text' ? [[key, value.text] as const] : [],
  );
  return { ...Object.fromEntries(keys), ...inputs };
}

export function stubOf(does: string, { stubs }: Pick<RunWorkspace, 'stubs'>): string | undefined {
  const name = does.toLowerCase();
  return stubs.get(name) ?? stubs.get(name.slice(name.lastIndexOf('.', name.lastIndexOf('@')) + 1));
}

export function isNone(planned: PlannedStep): boolean {
  return isNamed(textAt(planned.node, planned.does) ?? '', 'none');
}
