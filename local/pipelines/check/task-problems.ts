import { hint } from '../../../lib/core/nearest';
import type { Findings } from '../read/finding';
import { entryOf, textAt, valueAt, type Entry, type Mapping } from '../read/node';
import { taskNamed, type KnownInput, type KnownTask, type TaskCatalog } from '../schema/task-catalog';

/** Checks a step that runs a task against what is known of the task. */
export function checkTask(step: Mapping, catalog: TaskCatalog, findings: Findings): void {
  const entry = entryOf(step, 'task');
  const reference = textAt(step, 'task');
  if (entry === undefined || reference === undefined) {
    return;
  }
  if (!/^[\w.-]+@\d+$/.test(reference)) {
    findings.error(entry.value.at, 'task', `'${reference}' must be a task name and its major version, such as Bash@3`);
    return;
  }
  const task = taskNamed(reference, catalog);
  if (task === undefined) {
    findings.add({
      severity: 'unsupported',
      rule: 'task',
      at: entry.value.at,
      message: unknownTask(reference, catalog),
    });
    return;
  }
  const inputs = valueAt(step, 'inputs');
  checkInputs(inputs?.kind === 'mapping' ? inputs.entries : [], task, findings);
  for (const input of task.inputs.filter(({ isRequired }) => isRequired)) {
    if (![input.name, ...input.aliases].some((name) => textAt(inputs, name) !== undefined)) {
      report(task, { at: entry.value.at, message: `task ${task.name} needs input '${input.name}'` }, findings);
    }
  }
}

function checkInputs(entries: readonly Entry[], task: KnownTask, findings: Findings): void {
  const set = new Map<KnownInput, Entry>();
  for (const entry of entries) {
    const input = task.inputs.find(({ name, aliases }) => [name, ...aliases].some((word) => isNamed(word, entry.key)));
    const first = input && set.get(input);
    if (input === undefined) {
      const names = task.inputs.map(({ name }) => name);
      const message = `task ${task.name} has no input '${entry.key}'; ${hint(entry.key, names)}`;
      report(task, { at: entry.keyAt, message }, findings);
    } else if (first !== undefined) {
      findings.error(entry.keyAt, 'task', `'${entry.key}' and '${first.key}' are the same input of ${task.name}`);
    } else {
      set.set(input, entry);
    }
  }
}

/** What a list of tasks says may be older than the task: a warning. */
function report(task: KnownTask, finding: { at: Entry['keyAt']; message: string }, findings: Findings): void {
  findings.add({ severity: task.isExact ? 'error' : 'warning', rule: 'task', ...finding });
}

function unknownTask(reference: string, catalog: TaskCatalog): string {
  const name = reference.slice(0, reference.indexOf('@'));
  const majors = [...new Set(catalog.values())].filter((task) =>
    task.name.toLowerCase().startsWith(`${name.toLowerCase()}@`),
  );
  return majors.length > 0
    ? `task '${reference}' is not known here, but ${majors.map((task) => task.name).join(', ')} is; its inputs are not checked`
    : `task '${reference}' is not known here; its inputs are not checked`;
}

function isNamed(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
