import type { VersionStatus } from '../../mlflow/version';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { Place } from '../place';
import { firstRefusal, type Refusal } from '../refusal';

/** The version to go back to. */
export interface TargetFacts {
  readonly model: string;
  readonly place: Place;
  readonly number: number;
  readonly status: VersionStatus;
  readonly statusText: string;
  readonly tags: ReadonlyMap<string, string>;
  /** Why callers of the replaced version cannot use this one; empty if they can, or if it is unknown. */
  readonly differences: readonly string[];
}

/** Why the version must not get the place. */
export function refuseTarget(facts: TargetFacts): Refusal | undefined {
  return firstRefusal([
    () => notReady(facts),
    () => ofPullRequest(facts),
    () => rolledBack(facts),
    () => incompatible(facts),
  ]);
}

function notReady({ model, number, status, statusText }: TargetFacts): Refusal | undefined {
  return status === 'READY'
    ? undefined
    : {
        code: 'VERSION_NOT_READY',
        what: `Version ${number} of ${model} is not ready (${statusText === '' ? 'no status' : statusText}), so nothing can load it.`,
        fix: "Set 'toVersion' to another version.",
      };
}

function ofPullRequest({ model, number, place, tags }: TargetFacts): Refusal | undefined {
  return place.role === 'challenger' || (tags.get(VERSION_TAGS.trainedByPullRequest) ?? 'false') === 'false'
    ? undefined
    : {
        code: 'PULL_REQUEST_MODEL',
        what: `Version ${number} of ${model} never takes ${place.text}: a pull request trained it.`,
        fix: "Set 'toVersion' to a version that a release trained.",
      };
}

function rolledBack({ model, number, tags }: TargetFacts): Refusal | undefined {
  const reason = tags.get(VERSION_TAGS.rolledBack);
  return reason === undefined
    ? undefined
    : {
        code: 'ROLLED_BACK_MODEL',
        what: `Version ${number} of ${model} was rolled back itself: ${reason}.`,
        fix: "Set 'toVersion' to another version, or promote this one with MLflowPromoteModel and 'allowRolledBack: true'.",
      };
}

function incompatible({ model, number, differences }: TargetFacts): Refusal | undefined {
  return differences.length === 0
    ? undefined
    : {
        code: 'SIGNATURE_INCOMPATIBLE',
        what: `Version ${number} of ${model} cannot replace the present one:\n${differences.map((one) => `- ${one}`).join('\n')}`,
        fix: "Set 'toVersion' to a version that the same callers can use.",
      };
}
