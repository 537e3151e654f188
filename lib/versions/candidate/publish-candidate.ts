import type { Candidate, Deployment } from '../../contracts/contract';
import type { PublishedContract, RunEvidence } from '../../evidence/run-evidence';
import { VERSION_TAGS } from '../../registry/version-tags';

export interface NewCandidate {
  readonly model: Candidate['model'];
  /** Tags of the version, including ours. */
  readonly tags: ReadonlyMap<string, string>;
  readonly deployment?: Deployment | undefined;
  readonly jobRunId?: string | undefined;
  readonly jobRunUrl?: string | undefined;
  readonly champion?: Candidate['champion'];
  /** Set for a version that none of our tasks made. */
  readonly adopted?: true;
}

/** Writes candidate.json into the evidence folder and uploads it. */
export function publishCandidate(
  { model, tags, deployment, ...known }: NewCandidate,
  evidence: RunEvidence,
): PublishedContract<'candidate'> {
  const statement = {
    ...known,
    model,
    // A version that a pull request trained stays one, even if another run waits for it.
    trainedByPullRequest: tags.get(VERSION_TAGS.trainedByPullRequest) === 'true',
    ...(deployment === undefined ? {} : { predecessor: { kind: deployment.kind, sha256: deployment.sha256 } as const }),
  };
  return evidence.publish(evidence.contract('candidate', statement));
}
