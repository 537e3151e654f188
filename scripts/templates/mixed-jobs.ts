import type { PlannedStep } from '../../local/pipelines/plan/plan';
import { textAt, valueAt } from '../../local/pipelines/read/node';
import { everyPlan, type Templates } from './template-problems';

/** What a job with the promoter's connection may do: none of it runs code of the project or of a model. */
const MOVES_PLACES = /^(?:checkout|download|DownloadPipelineArtifact|MLflowPromoteModel|MLflowRollbackModel)\b/;

/** Jobs that hold the promoter's connection and do more than move places, whatever the parameters are. */
export function mixedJobs(templates: Templates): readonly string[] {
  const mixed = everyPlan(templates).flatMap(({ path, plan }) =>
    plan.stages
      .flatMap(({ jobs }) => jobs)
      .map(({ name, runs }) => ({ name: `${path}: ${name}`, steps: runs.flatMap(({ steps }) => steps) }))
      .filter(({ steps }) => steps.some(isPromoters) && !steps.every(({ does }) => MOVES_PLACES.test(does)))
      .map(({ name }) => name),
  );
  return [...new Set(mixed)];
}

function isPromoters({ node }: PlannedStep): boolean {
  return textAt(valueAt(node, 'inputs'), 'connection') === 'promotionConnection';
}
