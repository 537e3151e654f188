import type { Receipt } from '../../contracts/contract';
import { requesterOf } from '../../evidence/known-run';
import { versionRecord } from '../../evidence/version-record';
import type { RunFacts } from '../../task/host';
import { held } from '../held';
import { stepText, type Step } from '../promote/plan';
import type { Promotion, Scene } from '../promote/promotion';
import { policyInForce } from './policy-in-force';
import { recordReceipt } from './record-receipt';

export interface DecidedVersion extends Pick<Promotion, 'version' | 'chain'> {
  readonly wish: Pick<Promotion['wish'], 'requireVerdict'>;
  readonly world: Pick<Promotion['world'], 'candidate'>;
}

/** Writes the receipt of a promotion, and its hash to the model. Returns the file. */
export async function recordPromotion(promotion: Promotion, scene: Scene, plan: readonly Step[]): Promise<string> {
  const { wish, from } = promotion;
  const left = await recordReceipt(
    {
      ...aboutCandidate(promotion, scene),
      action: 'promote',
      ...(from === undefined ? {} : { fromVersion: String(from) }),
      toVersion: String(promotion.version.number),
      decision: `Version ${promotion.version.number} takes ${wish.place.text} of ${wish.model} from ${held([from])}: ${promotion.because}`,
      plan: plan.map((step) => stepText(step, promotion)),
    },
    { ...scene, place: wish.place },
  );
  return left.path;
}

/** A decision against a version changes nothing in the registry, so it is not part of the chain of receipts. */
export function recordKeep(promotion: Promotion, scene: Scene): string {
  const { wish, from, because } = promotion;
  const holder = from === undefined ? {} : { fromVersion: String(from), toVersion: String(from) };
  const { evidence, host, identity } = scene;
  const receipt = evidence.contract('receipt', {
    ...aboutCandidate(promotion, scene),
    ...holder,
    ...policyInForce(host),
    action: 'keep',
    target: wish.place.text,
    decision: `${held([from])} keeps ${wish.place.text} of ${wish.model}: ${because}`,
    decidedBy: requesterOf(host.facts),
    identity,
    plan: [],
  });
  return evidence.leave<'receipt'>(receipt).path;
}

/** What a receipt says about the version. */
export function aboutCandidate(
  { wish, version, world, chain }: DecidedVersion,
  { registry, host }: Pick<Scene, 'registry' | 'host'>,
): Pick<Receipt, 'model' | 'evidence'> {
  return {
    model: versionRecord(version, world.candidate.digest, registry),
    evidence: {
      ...(chain === undefined ? {} : { candidate: chain.candidate.contract.sha256 }),
      ...(chain?.compliance === undefined ? {} : { compliance: chain.compliance.contract.sha256 }),
      ...(chain?.comparison === undefined ? {} : { comparison: chain.comparison.contract.sha256 }),
      ...(wish.requireVerdict === 'none' ? { waivedBy: waiver(host.facts) } : {}),
    },
  };
}

function waiver(facts: RunFacts): string {
  const { step, pipeline, commit } = facts;
  return `${requesterOf(facts)}, by 'requireVerdict: none' in step '${step}' of pipeline '${pipeline}' at commit ${commit}`;
}
