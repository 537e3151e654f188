import { secretsIn } from '../checks/secret-shapes';
import type { JobFacts, JobFinding } from '../facts';
import type { CustomCheck, Prediction, Probe } from '../probe/probe';
import type { ProbeOutcome } from '../probe/probe-model';

/** What the job found, in sentences. */
export function jobFacts(outcome: ProbeOutcome): JobFacts {
  const where = whereOf(outcome);
  switch (outcome.kind) {
    case 'unbuildable': {
      const problem = { reason: `its environment cannot be built: ${outcome.reason}`, where };
      // Whether the project's checks would pass, nobody knows then.
      return {
        smoke: { ...problem, outcome: 'failed' },
        custom: [{ ...problem, name: 'the environment', outcome: 'error' }],
      };
    }
    case 'unfetched': {
      const problem = {
        reason: `the job could not get the model: ${outcome.reason}`,
        where,
        outcome: 'error',
      } as const;
      return { smoke: problem, custom: [{ ...problem, name: 'the model' }] };
    }
    case 'probed':
      return probedFacts(outcome.probe, where);
  }
}

/** The Python that ran, as far as it came to that. */
function whereOf(outcome: ProbeOutcome): string {
  const { environment, isOnCluster, runUrl } = outcome;
  const { version, isAskedFor, python, madeWith } = environment;
  const ran = outcome.kind === 'probed' ? outcome.probe.python : isOnCluster ? undefined : python;
  return [
    isOnCluster ? 'on a cluster' : `environment ${version}${isAskedFor ? ' as asked for' : ''}`,
    ...(ran === undefined ? [] : [`, Python ${ran}`]),
    ...(ran === undefined || madeWith === undefined || minorOf(ran) === minorOf(madeWith)
      ? []
      : [`, although the model was made with ${madeWith}`]),
    `; ${runUrl}`,
  ].join('');
}

/** `3.11` of `3.11.7`. */
function minorOf(python: string): string {
  return python.split('.').slice(0, 2).join('.');
}

function probedFacts({ prediction, checks, checksProblem }: Probe, where: string): JobFacts {
  const problem =
    checksProblem === undefined
      ? []
      : ([{ name: 'the file', outcome: 'error', reason: checksProblem, where }] as const);
  return {
    smoke: prediction && smokeOf(prediction, where),
    custom: [...problem, ...checks.map((check) => customOf(check, where))],
  };
}

function smokeOf(prediction: Prediction, where: string): JobFinding {
  if (prediction.outcome === 'failed' && prediction.reason === 'noExample') {
    return { outcome: 'failed', reason: 'it loads, but has no input example to answer', where };
  }
  if (prediction.outcome === 'failed') {
    const doing = prediction.phase === 'load' ? 'it could not be loaded' : 'it did not answer its input example';
    return { outcome: 'failed', reason: `${doing}: ${shown(prediction.message)}`, where };
  }
  const { input, output, seconds, missing } = prediction;
  const answered = `it answered ${input.shape[0] ?? 0} rows with ${output.shape[0] ?? 0} predictions in ${seconds.toFixed(1)} s`;
  return missing > 0
    ? { outcome: 'failed', reason: `${answered}, and ${missing} of them are missing or not a number`, where }
    : { outcome: 'passed', reason: answered, where };
}

function customOf(check: CustomCheck, where: string): JobFinding & { readonly name: string } {
  const { name } = check;
  switch (check.outcome) {
    case 'passed':
      return { name, where, outcome: 'passed', reason: '' };
    case 'failed':
      return { name, where, outcome: 'failed', reason: shown(check.message) };
    case 'error':
      return {
        name,
        where,
        outcome: 'error',
        reason: `${check.reason === 'raised' ? 'it raised ' : ''}${shown(check.message)}`,
      };
  }
}

/** Text of a model or a project can hold what its code was able to read. */
function shown(message: string): string {
  const secrets = secretsIn(message);
  return secrets.length === 0
    ? message
    : `(its text is not shown, since it looks like it holds ${secrets.join(' and ')})`;
}
