import type { Chain } from '../../contracts/chain';
import { VERSION_TAGS } from '../../registry/version-tags';
import { firstRefusal, type Refusal } from '../refusal';
import type { VersionFacts } from './facts';

/** Reasons in the version itself that forbid a promotion with any evidence. */
export function refuseCandidate(facts: VersionFacts, chain: Chain | undefined): Refusal | undefined {
  return firstRefusal([
    () => notReady(facts),
    () => ofPullRequest(facts, chain?.candidate.contract.trainedByPullRequest === true),
    () => rolledBack(facts),
    () => adopted(facts, chain?.candidate.contract.adopted === true),
  ]);
}

function notReady({ request, state: { candidate } }: VersionFacts): Refusal | undefined {
  if (candidate.status === 'READY') {
    return undefined;
  }
  const status = candidate.statusText === '' ? 'no status' : candidate.statusText;
  return {
    code: 'VERSION_NOT_READY',
    what: `Version ${candidate.number} of ${request.model} is not ready (${status}).`,
    fix: 'Check the run that registers it; re-run this stage when the version is ready, or train again.',
  };
}

function ofPullRequest({ request, state: { candidate } }: VersionFacts, isSaidBy: boolean): Refusal | undefined {
  const mark = candidate.tags.get(VERSION_TAGS.trainedByPullRequest) ?? 'false';
  const reason = request.isPullRequest
    ? 'this run belongs to a pull request'
    : mark !== 'false' || isSaidBy
      ? 'a pull request trained it'
      : undefined;
  if (reason === undefined || request.place.role === 'challenger') {
    return undefined;
  }
  return {
    code: 'PULL_REQUEST_MODEL',
    what: `Version ${candidate.number} of ${request.model} cannot be promoted to ${request.place.text}: ${reason}.`,
    fix: 'Complete the pull request; the release trains the model again from the merged code.',
  };
}

function rolledBack({ request, state: { candidate } }: VersionFacts): Refusal | undefined {
  const reason = candidate.tags.get(VERSION_TAGS.rolledBack);
  if (reason === undefined || request.allowRolledBack) {
    return undefined;
  }
  return {
    code: 'ROLLED_BACK_MODEL',
    what: `Version ${candidate.number} of ${request.model} was rolled back before: ${reason}.`,
    fix: "Train a new version; if the model was not the cause, set 'allowRolledBack: true'.",
  };
}

function adopted({ request, state: { candidate } }: VersionFacts, isAdopted: boolean): Refusal | undefined {
  const isFree =
    request.place.role === 'challenger' || request.adopted === 'allow' || request.requireVerdict === 'none';
  return !isAdopted || isFree
    ? undefined
    : {
        code: 'ADOPTED_MODEL',
        what: `Version ${candidate.number} of ${request.model} was adopted from the registry: none of our tasks trained or registered it, and ${request.place.text} asks for that.`,
        fix: "Train or register it with our tasks, or set 'promotion.adopted: allow' in the configuration file.",
      };
}
