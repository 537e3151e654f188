import type { Receipt } from '../../contracts/contract';
import { requesterOf } from '../../evidence/known-run';
import { versionRecord } from '../../evidence/version-record';
import type { TaskHost } from '../../task/host';
import { held } from '../held';
import { stepText, type Step } from '../promote/plan';
import type { Promotion, PromotionContext } from '../promote/promotion';
import { recordReceipt } from './record-receipt';

export interface DecidedVersion extends Pick<Promotion, 'version' | 'chain'> {
  readonly request: Pick<Promotion['request'], 'requireVerdict'>;
  readonly state: Pick<Promotion['state'], 'candidate'>;
}

/** Writes the receipt of a promotion, and its hash to the model. Returns the file. */
export async function recordPromotion(
  promotion: Promotion,
  context: PromotionContext,
  plan: readonly Step[],
): Promise<string> {
  const { request, from } = promotion;
  const published = await recordReceipt(
    {
      ...aboutCandidate(promotion, context),
      action: 'promote',
      ...(from === undefined ? {} : { fromVersion: String(from) }),
      toVersion: String(promotion.version.number),
      decision: `Version ${promotion.version.number} takes ${request.place.text} of ${request.model} from ${held([from])}: ${promotion.because}`,
      plan: plan.map((step) => stepText(step, promotion)),
    },
    { ...context, place: request.place },
  );
  return published.path;
}

/** A decision against a version moves no place of a champion, so it is not part of the chain of receipts. */
export function recordKeep(promotion: Promotion, context: PromotionContext, plan: readonly string[]): string {
  const { request, from, because } = promotion;
  const holder = from === undefined ? {} : { fromVersion: String(from), toVersion: String(from) };
  const { evidence, host, identity } = context;
  const receipt = evidence.contract('receipt', {
    ...aboutCandidate(promotion, context),
    ...holder,
    action: 'keep',
    target: request.place.text,
    decision: `${held([from])} keeps ${request.place.text} of ${request.model}: ${because}`,
    decidedBy: requesterOf(host.facts),
    identity,
    plan: [...plan],
  });
  return evidence.publish<'receipt'>(receipt).path;
}

/** What a receipt says about the version. */
export function aboutCandidate(
  { request, version, state, chain }: DecidedVersion,
  { registry, host }: Pick<PromotionContext, 'registry' | 'host'>,
): Pick<Receipt, 'model' | 'evidence'> {
  return {
    model: versionRecord(version, state.candidate.digest, registry),
    evidence: {
      ...(chain === undefined ? {} : { candidate: chain.candidate.contract.sha256 }),
      ...(chain?.compliance === undefined ? {} : { compliance: chain.compliance.contract.sha256 }),
      ...(chain?.comparison === undefined ? {} : { comparison: chain.comparison.contract.sha256 }),
      ...(request.requireVerdict === 'none' ? { waivedBy: waiver(host) } : {}),
    },
  };
}

function waiver({ facts, project }: Pick<TaskHost, 'facts' | 'project'>): string {
  const { step, pipeline, commit } = facts;
  const file = project === undefined ? '' : `${project.file}, read by `;
  return `${requesterOf(facts)}, by 'requireVerdict: none' in ${file}step '${step}' of pipeline '${pipeline}' at commit ${commit}`;
}
