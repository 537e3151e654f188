import { candidateOf, type CheckedVersion } from '../../compliance/checked-version';
import { brokenEvidence } from '../../contracts/break';
import type { Candidate, Compliance } from '../../contracts/contract';
import { UserError } from '../../core/errors';
import { evidenceAbout } from '../../evidence/evidence-about';
import type { RunEvidence } from '../../evidence/run-evidence';
import type { CompareClients, CompareInputs } from './inputs';

/** What the comparison builds on in the chain of evidence. */
export interface Base {
  readonly candidate: Candidate;
  readonly compliance: Compliance | undefined;
}

/** A gate continues a chain; a report adopts what it finds, because no promotion takes it. */
export function baseOf(
  checked: CheckedVersion,
  { mode }: Pick<CompareInputs, 'mode'>,
  { evidence, clients }: { readonly evidence: RunEvidence; readonly clients: CompareClients },
): Base {
  const { model, version } = checked;
  const found = evidenceAbout(version, clients.registry, evidence.folder);
  const chain = 'chain' in found ? found.chain : undefined;
  const compliance = chain?.compliance?.contract;
  if (mode === 'gate' && compliance === undefined) {
    const [stale] = chain?.stale ?? [];
    const [broken] = 'breaks' in found ? found.breaks : [];
    if (broken !== undefined && broken.kind !== 'absent') {
      throw brokenEvidence(broken);
    }
    if (stale !== undefined) {
      throw brokenEvidence(stale);
    }
    throw new UserError('EVIDENCE_MISSING', {
      what: `There is no compliance of version ${version.number} of ${model.name} in the evidence folder, and a comparison that gates builds on it.`,
      fix: "Run MLflowCheckModel on this version before this step, or set 'mode: report' to only see the comparison.",
    });
  }
  return { candidate: candidateOf(checked, evidence, clients), compliance };
}
