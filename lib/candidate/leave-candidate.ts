import type { Candidate, Deployment } from '../contracts/contract';
import { contractOf, leaveEvidence, type Left } from '../evidence/leave-evidence';
import { VERSION_TAGS } from '../promotion/tags';
import type { TaskHost } from '../task/host';

export interface NewCandidate {
  readonly model: Candidate['model'];
  /** Of the version, with our marks. */
  readonly tags: ReadonlyMap<string, string>;
  readonly deployment?: Deployment | undefined;
  readonly jobRunId?: string | undefined;
  readonly jobRunUrl?: string | undefined;
  readonly champion?: Candidate['champion'];
}

/** Writes candidate.json into the evidence folder and uploads it. */
export function leaveCandidate(
  { model, tags, deployment, ...known }: NewCandidate,
  host: TaskHost,
  folder = host.evidenceFolder,
): Left<'candidate'> {
  const statement = {
    ...known,
    model,
    // A version that a pull request has trained stays one, whoever waits for the run.
    trainedByPullRequest: tags.get(VERSION_TAGS.trainedByPullRequest) === 'true',
    ...(deployment === undefined ? {} : { predecessor: { kind: deployment.kind, sha256: deployment.sha256 } as const }),
  };
  return leaveEvidence(contractOf('candidate', statement, host), host, folder);
}
