import { hint } from '../../lib/core/nearest';
import type { RunValues } from '../../local/pipelines/checkout/run-values';
import { connectionsOf } from '../../local/pipelines/plan/connections';
import { isNamed, type Plan, type PlannedStep } from '../../local/pipelines/plan/plan';
import { staticText } from '../../local/pipelines/plan/static-text';
import { groupsAround, type Spot } from '../../local/pipelines/plan/variable-scopes';
import type { Finding } from '../../local/pipelines/read/finding';
import type { Origin } from '../../local/pipelines/read/node';
import type { RunWorkspace, StepRunner } from '../../local/pipelines/run/step-runner';
import type { TaskCatalog } from '../../local/pipelines/schema/task-catalog';

export interface RunParts {
  readonly plan: Plan;
  readonly tasks: TaskCatalog;
  readonly values: RunValues;
  readonly workspace: RunWorkspace;
  readonly steps: StepRunner;
  readonly isFork: boolean;
}

/** Everything that cannot run here, with its place, before anything runs. */
export function runRefusals(parts: RunParts): readonly Finding[] {
  return parts.plan.stages.flatMap((stage) =>
    stage.jobs.flatMap((job) => {
      const spot = { plan: parts.plan, stage, job };
      const isAgentless = job.pool?.toLowerCase() === 'server';
      const steps = isAgentless ? [] : job.runs.flatMap((run) => run.steps).filter(isSwitchedOn);
      return [...groupRefusals(spot, parts), ...steps.flatMap((step) => stepRefusals(step, spot, parts))];
    }),
  );
}

function stepRefusals(step: PlannedStep, spot: Spot, parts: RunParts): readonly Finding[] {
  const { steps, workspace } = parts;
  const reason = steps.refusal(step, workspace);
  const own = reason === undefined ? [] : [refusal(step.node.at, reason)];
  return [...own, ...connectionRefusals(step, spot, parts)];
}

/** A stub needs no connection, and a fork gets none. */
function connectionRefusals(
  step: PlannedStep,
  spot: Spot,
  { tasks, values, workspace, isFork }: RunParts,
): readonly Finding[] {
  if (isFork || workspace.stubs.has(step.does.toLowerCase())) {
    return [];
  }
  const names = values.connections.map(({ name }) => name);
  return connectionsOf(step, tasks).flatMap(({ name }) => {
    const text = staticText(name.text, spot);
    return text === undefined || names.some((known) => isNamed(known, text))
      ? []
      : [refusal(name.at, `service connection '${text}' has no url in mlops.local.yml; ${hint(text, names)}`)];
  });
}

function groupRefusals(spot: Spot, { values }: RunParts): readonly Finding[] {
  return groupsAround(spot).flatMap(({ name, value }) =>
    values.groups.has(name.toLowerCase())
      ? []
      : [
          refusal(
            value.at,
            `variable group '${name}' is not in mlops.local.yml; ${hint(name, [...values.groups.keys()])}`,
          ),
        ],
  );
}

function isSwitchedOn({ node }: PlannedStep): boolean {
  return !node.entries.some(
    ({ key, value }) => key === 'enabled' && value.kind === 'text' && value.text.toLowerCase() === 'false',
  );
}

function refusal(at: Origin, message: string): Finding {
  return { severity: 'unsupported', rule: 'local-run', at, message };
}
