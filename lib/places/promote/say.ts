import type { RegisteredModel } from '../../registry/registered-model';
import type { Log, TaskHost } from '../../task/host';
import { beforeAndAfter, planOf, stepText } from './plan';
import type { Promotion } from './promotion';

/** All changes in order, and the holders before and after. */
export function logPlan(promotion: Promotion, log: Log): void {
  log.info(`Promoting version ${promotion.version.number} of ${promotion.request.model}: ${promotion.because}`);
  beforeAndAfter(promotion).forEach((line) => log.info(line));
  const steps = planOf(promotion).map((step, index) => `${index + 1}. ${stepText(step, promotion)}`);
  steps.forEach((line) => log.info(line));
}

interface Judged extends Pick<Promotion, 'chain'> {
  readonly request: Pick<Promotion['request'], 'requireVerdict'> & { readonly place: { readonly text: string } };
}

/** Evidence that was not required may still exist. */
export function warnOfWaiver({ request, chain }: Judged, log: Log): void {
  if (request.requireVerdict === 'better') {
    return;
  }
  const compliance = chain?.compliance?.contract.verdict ?? 'not there';
  const comparison = chain?.comparison?.contract.verdict ?? 'not there';
  log.warning(
    `'requireVerdict' is none: ${request.place.text} is given without a verdict (compliance: ${compliance}, comparison: ${comparison}), and the receipt says so.`,
  );
}

/** Say it: a policy that is read but not enforced would look like a guarantee. */
export function sayUnchecked({ project, log }: Pick<TaskHost, 'project' | 'log'>): void {
  if (project !== undefined) {
    log.info(`Not checked yet, even if ${project.file} demands it: promotion.approval, selfApproval and approvers.`);
  }
}

export async function warnOfDeploymentJob(model: RegisteredModel, log: Log): Promise<void> {
  const job = await model.deploymentJob();
  if (job.kind === 'connected') {
    log.warning(
      `The model ${model.name} has a deployment job (${job.jobId}), which starts with each new version and may move its aliases too.`,
    );
  }
}
