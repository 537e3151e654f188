import { ifSeen, type Check } from '../check';
import type { JobFinding } from '../facts';
import { failed, listed, passed, unless, unseen, type Result } from '../result';

/** The model loads in its own environment and answers its input example. */
export const smokePrediction: Check = ({ job }) =>
  ifSeen(job, ({ smoke }) => (smoke === undefined ? unseen('the job does not tell of a prediction') : resultOf(smoke)));

/** The checks that the project brings, each of which is shown by itself. */
export const custom: Check = ({ job }, { customChecks }) => {
  if (customChecks === undefined) {
    return passed('the project has no checks of its own');
  }
  return ifSeen(job, ({ custom: findings }) => {
    if (findings === undefined || findings.length === 0) {
      return unseen(`the job ran no check of ${customChecks}`);
    }
    const unsure = findings.filter(({ outcome }) => outcome === 'error');
    if (unsure.length > 0) {
      return unseen(listed(unsure.map(({ name, reason }) => `${name}: ${reason}`)), customChecks);
    }
    return unless(
      findings.flatMap(({ name, outcome, reason }) => (outcome === 'failed' ? [`${name}: ${reason}`] : [])),
      `${listed(findings.map(({ name }) => name))} passed`,
      customChecks,
    );
  });
};

function resultOf({ outcome, reason, where }: JobFinding): Result {
  const kinds = { passed, failed, error: unseen };
  return kinds[outcome](reason, where);
}
