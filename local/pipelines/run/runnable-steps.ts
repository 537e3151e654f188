import type { PlannedStep } from '../plan/plan';
import { itemsOf, textAt, valueAt, type Mapping, type Node } from '../read/node';
import type { RunnableStep } from './step-runner';

const MINUTE_MS = 60_000;

/** The steps of one job as they run, without those that are switched off. */
export function runnableSteps(steps: readonly PlannedStep[]): readonly RunnableStep[] {
  const taken = new Map<string, number>();
  return steps
    .filter(({ node }) => textAt(node, 'enabled')?.toLowerCase() !== 'false')
    .map((planned) => runnableStep(planned, planned.name ?? freeName(planned.does, taken)));
}

/** The server numbers steps without a name from the second of their task on. */
function freeName(does: string, taken: Map<string, number>): string {
  const task = does.split('@', 1)[0]?.split('.').at(-1)?.replaceAll(/\W/g, '_') ?? does;
  const count = taken.get(task) ?? 0;
  taken.set(task, count + 1);
  return count === 0 ? task : `${task}${count}`;
}

function runnableStep(planned: PlannedStep, name: string): RunnableStep {
  const { node } = planned;
  const minutes = Number(textAt(node, 'timeoutInMinutes') ?? '0');
  const target = targetOf(valueAt(node, 'target'));
  return {
    planned,
    name,
    displayName: planned.title ?? usualTitle(planned),
    inputs: textsAt(node, 'inputs'),
    env: textsAt(node, 'env'),
    ...(minutes > 0 ? { timeoutMs: minutes * MINUTE_MS } : {}),
    retries: Number(textAt(node, 'retryCountOnTaskFailure') ?? '0'),
    continueOnError: textAt(node, 'continueOnError')?.toLowerCase() === 'true',
    ...(target === undefined ? {} : { target }),
  };
}

function usualTitle({ does, node }: PlannedStep): string {
  const what = textAt(node, does);
  return what === undefined ? (does.split('@', 1)[0] ?? does) : `${does} ${what}`;
}

function targetOf(target: Node | undefined): RunnableStep['target'] {
  if (target?.kind !== 'mapping') {
    return undefined;
  }
  const settable = valueAt(target, 'settableVariables');
  const commands = textAt(target, 'commands') === 'restricted' ? { commands: 'restricted' as const } : {};
  const names = itemsOf(settable).flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  const variables =
    settable === undefined ? {} : { settableVariables: settable.kind === 'text' ? ('none' as const) : names };
  return { ...commands, ...variables };
}

function textsAt(node: Mapping, key: string): Readonly<Record<string, string>> {
  const value = valueAt(node, key);
  return value?.kind === 'mapping'
    ? Object.fromEntries(value.entries.map((entry) => [entry.key, entry.value.kind === 'text' ? entry.value.text : '']))
    : {};
}
