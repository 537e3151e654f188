import { textNode, type Entry, type Mapping, type Node, type Origin } from '../read/node';
import { childRole, itemRole, type Role } from './roles';

interface ScriptForm {
  readonly task: string;
  /** Inputs that the short form implies, in front of the script. */
  readonly implied: Readonly<Record<string, string>>;
  /** Keys of the short form that are inputs of the task. */
  readonly inputs: readonly string[];
}

const POWERSHELL_INPUTS = ['errorActionPreference', 'failOnStderr', 'ignoreLASTEXITCODE', 'workingDirectory'];

/** What the short forms mean: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps */
const SHORT_FORMS: Readonly<Record<string, ScriptForm>> = {
  script: { task: 'CmdLine@2', implied: {}, inputs: ['failOnStderr', 'workingDirectory'] },
  bash: { task: 'Bash@3', implied: { targetType: 'inline' }, inputs: ['failOnStderr', 'workingDirectory'] },
  pwsh: { task: 'PowerShell@2', implied: { targetType: 'inline', pwsh: 'true' }, inputs: POWERSHELL_INPUTS },
  powershell: { task: 'PowerShell@2', implied: { targetType: 'inline' }, inputs: POWERSHELL_INPUTS },
};

/** The piece with every script written as the task it is short for. */
export function normalizedSteps(node: Node, role: Role): Node {
  switch (node.kind) {
    case 'text':
      return node;
    case 'list':
      return { ...node, items: node.items.map((item) => normalizedSteps(item, itemRole(role))) };
    case 'mapping':
      return role === 'step' ? normalizedStep(node) : withinEntries(node, role === 'steps' ? 'step' : role);
  }
}

function withinEntries(node: Mapping, role: Role): Node {
  if (role === 'step') {
    return normalizedStep(node);
  }
  const own = role === 'jobs' ? 'job' : role === 'stages' ? 'stage' : role;
  return {
    ...node,
    entries: node.entries.map((entry) => ({
      ...entry,
      value: normalizedSteps(entry.value, childRole(own, entry.key)),
    })),
  };
}

function normalizedStep(step: Mapping): Mapping {
  const [first] = step.entries;
  const form = first === undefined || !Object.hasOwn(SHORT_FORMS, first.key) ? undefined : SHORT_FORMS[first.key];
  if (first === undefined || form === undefined) {
    return step;
  }
  const inputs = step.entries.filter(({ key }) => form.inputs.includes(key));
  const rest = step.entries.filter((entry) => entry !== first && !form.inputs.includes(entry.key));
  const implied = Object.entries(form.implied).map(([key, value]) => written(key, value, first.keyAt));
  const all = [...implied, { ...first, key: 'script' }, ...inputs];
  return {
    ...step,
    entries: [
      written('task', form.task, first.keyAt),
      ...rest,
      { key: 'inputs', keyAt: first.keyAt, value: { kind: 'mapping', entries: all, at: first.keyAt } },
    ],
  };
}

function written(key: string, text: string, at: Origin): Entry {
  return { key, keyAt: at, value: textNode(text, at) };
}
