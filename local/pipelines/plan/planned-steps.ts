import { itemsOf, textAt, textNode, valueAt, type Mapping, type Node, type Origin, type Text } from '../read/node';
import { normalizedSteps } from '../schema/normalized-steps';
import type { PlannedStep } from './plan';

/** The steps as tasks, with those that the service puts in front of them. */
export function plannedSteps(
  steps: Node | undefined,
  kind: 'job' | 'deploy' | 'other',
  at: Origin,
): readonly PlannedStep[] {
  const written = itemsOf(steps === undefined ? undefined : normalizedSteps(steps, 'steps')).flatMap((step) =>
    step.kind === 'mapping' ? [plannedStep(step)] : [],
  );
  if (kind === 'job' && !written.some(({ does }) => does === 'checkout')) {
    return [implied('checkout', 'self', at), ...written];
  }
  // Artifacts of the run come down in `deploy`, unless a step says otherwise.
  return kind === 'deploy' && !written.some(({ does }) => does === 'download')
    ? [implied('download', 'current', at), ...written]
    : written;
}

function plannedStep(node: Mapping): PlannedStep {
  const does = textAt(node, 'task') ?? node.entries[0]?.key ?? '';
  return {
    does,
    name: textAt(node, 'name'),
    title: textAt(node, 'displayName'),
    condition: conditionOf(node),
    isImplied: false,
    node,
  };
}

function implied(does: string, what: string, at: Origin): PlannedStep {
  const node: Mapping = { kind: 'mapping', at, entries: [{ key: does, keyAt: at, value: textNode(what, at) }] };
  return { does, name: undefined, title: undefined, condition: undefined, isImplied: true, node };
}

export function conditionOf(node: Mapping): Text | undefined {
  const condition = valueAt(node, 'condition');
  return condition?.kind === 'text' && condition.text.trim() !== '' ? condition : undefined;
}
