import type { Chain } from '../../contracts/chain';
import { isAllowedBranch } from '../../project/branch-patterns';
import { VERSION_TAGS } from '../../registry/version-tags';
import { firstRefusal, type Refusal } from '../refusal';
import type { Needed } from './evidence-refusals';
import type { VersionFacts } from './facts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Neither the run that promotes nor the one that made the version may come from another branch. */
export function refuseBranch({ request, state }: VersionFacts, chain: Chain | undefined): Refusal | undefined {
  const { policy, place, model } = request;
  if (policy === undefined || place.role === 'challenger') {
    return undefined;
  }
  const version = `Version ${state.candidate.number} of ${model}`;
  const branches = [
    { branch: policy.branch, whose: 'This run' },
    { branch: chain?.candidate.contract.run.branch, whose: version },
    { branch: state.candidate.tags.get(VERSION_TAGS.branch), whose: version },
  ];
  return firstRefusal(
    policy.demands.map(({ environment, allowedBranches }) => () => {
      const other = branches.find(({ branch }) => branch !== undefined && !isAllowedBranch(branch, allowedBranches));
      const where = `promotion.allowedBranches of '${environment}' in ${policy.file}`;
      return (
        other && {
          code: 'BRANCH_NOT_ALLOWED',
          what: `${other.whose} comes from '${other.branch}', and ${where} lets only ${allowedBranches.join(', ')} reach ${place.text}.`,
          fix: `Merge the change and train again from there, or add '${other.branch}' to ${where}.`,
        }
      );
    }),
  );
}

/** Evidence proves something about the day on which it was written. */
export function refuseAge(
  { request, state }: VersionFacts,
  chain: Chain,
  needed: readonly Needed[],
): Refusal | undefined {
  const { policy, model } = request;
  const demands = policy?.demands ?? [];
  return firstRefusal(
    needed.flatMap((kind) =>
      demands.map(({ environment, maxEvidenceAgeDays }) => () => {
        const writtenAt = chain[kind]?.contract.writtenAt ?? '';
        const days = ((policy?.now ?? 0) - Date.parse(writtenAt)) / DAY_MS;
        return days > maxEvidenceAgeDays
          ? {
              code: 'EVIDENCE_STALE',
              what: `The ${kind} of version ${state.candidate.number} of ${model} is ${roundedUp(days)} days old (written ${writtenAt}), and promotion.maxEvidenceAgeDays of '${environment}' in ${policy?.file} is ${maxEvidenceAgeDays}.`,
              fix: `Re-run the step that writes the ${kind}, and those after it.`,
            }
          : undefined;
      }),
    ),
  );
}

/** So that nobody reads '14 days' where it is a little more. */
function roundedUp(days: number): string {
  return String(Math.ceil(days * 10) / 10);
}
