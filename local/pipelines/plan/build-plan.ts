import type { Findings } from '../read/finding';
import { itemsOf, textAt, valueAt, type Mapping } from '../read/node';
import { checkOrder, dependenciesOf } from './dependencies';
import type { Plan, PlannedJob, PlannedStage } from './plan';
import { impliedJob, plannedJobs, poolOf } from './planned-jobs';
import { conditionOf } from './planned-steps';
import { plannedVariables } from './planned-variables';

/** The plan of an expanded pipeline. What does not fit together is reported. */
export function buildPlan(pipeline: Mapping, findings: Findings): Plan {
  const stages = stagesOf(pipeline);
  checkOrder(stages, 'stage', findings);
  for (const { jobs } of stages) {
    checkOrder(jobs, 'job', findings);
    jobs.forEach((job) => checkStepNames(job, findings));
  }
  return { stages, variables: plannedVariables(valueAt(pipeline, 'variables')), node: pipeline };
}

function stagesOf(pipeline: Mapping): readonly PlannedStage[] {
  const pool = poolOf(pipeline);
  const stages = valueAt(pipeline, 'stages');
  if (stages !== undefined) {
    return inOrder(
      itemsOf(stages).flatMap((stage) => (stage.kind === 'mapping' ? [stage] : [])),
      pool,
    );
  }
  const jobs = valueAt(pipeline, 'jobs');
  const planned = jobs === undefined ? [impliedJob(pipeline)] : plannedJobs(jobs, pool);
  return [
    {
      name: '__default',
      title: undefined,
      isImplied: true,
      isManual: false,
      dependsOn: [],
      condition: undefined,
      variables: [],
      jobs: planned,
      node: pipeline,
      at: jobs?.at ?? pipeline.at,
    },
  ];
}

/** A stage waits for the one above it, unless it says for whom. */
function inOrder(stages: readonly Mapping[], pool: string | undefined): readonly PlannedStage[] {
  const names = stages.map((stage, index) => textAt(stage, 'stage') ?? `Stage${index + 1}`);
  return stages.map((stage, index) => {
    const above = names[index - 1];
    const usual = above === undefined ? [] : [{ name: above, at: stage.at }];
    return {
      name: names[index] ?? '',
      title: textAt(stage, 'displayName'),
      isImplied: false,
      isManual: textAt(stage, 'trigger') === 'manual',
      dependsOn: dependenciesOf(stage) ?? usual,
      condition: conditionOf(stage),
      variables: plannedVariables(valueAt(stage, 'variables')),
      jobs: plannedJobs(valueAt(stage, 'jobs'), poolOf(stage) ?? pool),
      node: stage,
      at: stage.at,
    };
  });
}

function checkStepNames(job: PlannedJob, findings: Findings): void {
  for (const { steps } of job.runs) {
    const seen = new Set<string>();
    for (const { name, node } of steps) {
      if (name !== undefined && seen.has(name.toLowerCase())) {
        findings.error(valueAt(node, 'name')?.at ?? node.at, 'name', `job '${job.name}' has two steps named '${name}'`);
      }
      seen.add((name ?? '').toLowerCase());
    }
  }
}
