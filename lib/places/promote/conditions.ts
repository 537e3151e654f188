import type { Configuration } from '../../project/schema/project';
import type { TaskHost } from '../../task/host';
import type { PromotionRequest } from './facts';
import { policyOf } from './policy';

/** What a promotion depends on besides its inputs: its run, its policy and its day. */
export type Conditions = Pick<PromotionRequest, 'isPullRequest' | 'policy' | 'adopted' | 'today'>;

export function conditionsOf(host: Pick<TaskHost, 'facts' | 'project' | 'clock'>, copyTarget?: string): Conditions {
  const { facts, project, clock } = host;
  const configuration = project?.configuration as unknown as Configuration | undefined;
  return {
    isPullRequest: facts.pullRequest !== undefined,
    policy: policyOf(host, copyTarget),
    adopted: configuration?.promotion.adopted ?? 'refuse',
    today: new Date(clock.now()).toISOString().slice(0, 10),
  };
}
