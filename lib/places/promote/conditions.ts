import type { Configuration } from '../../project/schema/project';
import type { TaskHost } from '../../task/host';
import type { PromotionRequest } from './facts';

/** What a promotion goes by besides its inputs: the run it is part of, its policy and its day. */
export type Conditions = Pick<PromotionRequest, 'isPullRequest' | 'policySha256' | 'adopted' | 'today'>;

export function conditionsOf({ facts, project, clock }: Pick<TaskHost, 'facts' | 'project' | 'clock'>): Conditions {
  const configuration = project?.configuration as unknown as Configuration | undefined;
  return {
    isPullRequest: facts.pullRequest !== undefined,
    policySha256: project?.policySha256,
    adopted: configuration?.promotion.adopted ?? 'refuse',
    today: new Date(clock.now()).toISOString().slice(0, 10),
  };
}
