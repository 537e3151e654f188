import type { Chain } from '../../contracts/chain';
import { evidenceAbout } from '../../evidence/evidence-about';
import { requesterOf } from '../../evidence/known-run';
import { versionRecord } from '../../evidence/version-record';
import type { ModelVersion } from '../../mlflow/version';
import { identityAt } from '../identity';
import type { PromotionStep } from '../promote/step';
import { lastReceipt } from '../receipts/receipt-mark';
import { unnotedReceipt } from '../receipts/unnoted-receipt';
import { closeOutSteps, type CloseOut } from './carry-out';

export interface ClosedOut extends CloseOut {
  /** The version, with the digest that it had when the decision was made. */
  readonly record: ReturnType<typeof versionRecord>;
  readonly wasChallenger: boolean;
}

/** Read before anything changes, so that a version that cannot be named stays as it is. */
export async function recordOf(
  { model }: Pick<CloseOut, 'model'>,
  version: ModelVersion,
  { clients }: Pick<PromotionStep, 'clients'>,
): Promise<ClosedOut['record']> {
  return versionRecord(version, await model.digest(version), clients.registry);
}

/**
 * Writes the receipt. It follows the one that made the version challenger, and the model's tag stays at that one: the
 * next challenger follows it too, and this receipt explains why it finds nobody there.
 */
export async function recordCloseOut(
  closedOut: ClosedOut,
  version: ModelVersion,
  step: PromotionStep,
): Promise<string> {
  const { model, place, why, record, wasChallenger } = closedOut;
  const { clients, evidence } = step;
  const last = lastReceipt(await model.tags(), place);
  const receipt = evidence.contract('receipt', {
    model: record,
    action: 'closeOut',
    target: place.text,
    ...(wasChallenger ? { fromVersion: record.version } : {}),
    decision: `Version ${record.version} of ${model.name} is closed out: ${why}`,
    reason: why,
    decidedBy: requesterOf(clients.host.facts),
    identity: await identityAt(clients),
    evidence: linksTo(evidenceAbout(version, clients.registry, evidence.folder)),
    plan: [...closeOutSteps(closedOut)],
    ...(last?.version === version.number ? { previousReceipt: last.sha256 } : {}),
  });
  return evidence.publish<'receipt'>(unnotedReceipt(receipt, evidence.folder) ?? receipt).path;
}

/** A release that was rejected may have got no further than its training. */
function linksTo(finding: ReturnType<typeof evidenceAbout>): Readonly<Record<string, string>> {
  const chain: Chain | undefined = 'chain' in finding ? finding.chain : undefined;
  const files = { candidate: chain?.candidate, compliance: chain?.compliance, comparison: chain?.comparison };
  return Object.fromEntries(
    Object.entries(files).flatMap(([kind, file]) => (file === undefined ? [] : [[kind, file.contract.sha256]])),
  );
}
