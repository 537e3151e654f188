import type { Execution } from '../task-definition';
import { isOn } from '../variables/booleans';

export type NodeVersion = 20 | 24;
export type Nodes = Readonly<Partial<Record<NodeVersion, string>>>;

export interface NodeChoice {
  /** The chosen entry of task.json, such as `Node24`. */
  readonly execution: Execution;
  readonly version: NodeVersion;
  readonly path: string;
  readonly warnings: readonly string[];
}

/** The step cannot run; the message is shown as an error of the step. */
class NoNodeError extends Error {
  override readonly name = 'NoNodeError';
}

// The agent's order of preference; other names, such as `Node20`, are ignored.
const PREFERENCE = ['Node24', 'Node20_1', 'Node16', 'Node10', 'Node'];
const DEPRECATED = new Set(['Node16', 'Node10', 'Node']);

interface ChoiceContext {
  readonly taskName: string;
  readonly nodes: Nodes;
  readonly knob: (name: string) => string | undefined;
}

/** Which entry of task.json runs on which Node, as NodeHandler of the agent decides. */
export function chooseNode(executions: readonly Execution[], { taskName, nodes, knob }: ChoiceContext): NodeChoice {
  const execution = PREFERENCE.flatMap((name) => executions.filter((candidate) => candidate.name === name))[0];
  if (execution === undefined) {
    throw new NoNodeError(
      `A supported task handler was not found in '${taskName}'; it offers: ${executions.map(({ name }) => name).join(', ') || '(none)'}.`,
    );
  }
  const isDeprecated = DEPRECATED.has(execution.name);
  const warnings = isDeprecated
    ? [`Task '${taskName}' is dependent on a Node version (${execution.name}) that is end-of-life.`]
    : [];
  const wanted = wantedVersion(execution.name, knob);
  if (wanted === undefined) {
    throw new NoNodeError(`${warnings.join('')} This agent carries Node 20 and 24 only.`);
  }
  const version = wanted === 24 && nodes[24] === undefined ? 20 : wanted;
  if (version !== wanted) {
    warnings.push(`The agent has no Node 24; the task runs on Node 20.`);
  }
  const path = nodes[version];
  if (path === undefined) {
    throw new NoNodeError(`The agent has no Node ${version} to run '${taskName}'.`);
  }
  return { execution, version, path, warnings };
}

function wantedVersion(name: string, knob: ChoiceContext['knob']): NodeVersion | undefined {
  if (isOn(knob('AGENT_USE_NODE24'))) {
    return 24;
  }
  if (name === 'Node24' && isOn(knob('AGENT_USE_NODE24_WITH_HANDLER_DATA'))) {
    return 24;
  }
  // Node24 alone is not enough: without the setting above, the agent uses its default, Node 20.
  const runsOn20 = name === 'Node24' || name === 'Node20_1' || isOn(knob('AGENT_USE_NODE20_1'));
  return runsOn20 ? 20 : undefined;
}
