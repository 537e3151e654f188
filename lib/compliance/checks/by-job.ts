import { ifSeen, type Check } from '../check';
import type { JobFinding } from '../facts';
import { failed, passed, unseen, type Result } from '../result';

/** The model loads in its own environment and answers its input example. */
export const smokePrediction: Check = ({ job }) =>
  ifSeen(job, ({ smoke }) => (smoke === undefined ? unseen('the job does not tell of a prediction') : resultOf(smoke)));

/** The checks that the project brings; those that ran are each shown by themselves. */
export const custom: Check = ({ job }, { customChecks }) =>
  ifSeen(job, ({ custom: findings = [] }) => {
    const [first] = findings;
    return first === undefined ? unseen(`the job ran no check of ${customChecks}`) : resultOf(first);
  });

/** What the job says, as a result of one check. */
export function resultOf({ outcome, reason, where }: JobFinding): Result {
  const kinds = { passed, failed, error: unseen };
  return kinds[outcome](reason === '' ? 'it passed' : reason, where);
}
