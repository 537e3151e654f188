import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RegistryKind } from '../../registry/kind';
import type { RunStep } from '../../runs/run-to-end';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import { REQUIREMENTS } from '../checks/requirement-lines';
import type { FilesFacts, JobFacts, JobFinding, Seen } from '../facts';
import type { Policy } from '../policy';
import type { CustomCheck, Prediction, Probe } from '../probe/probe';
import { probeModel, type ProbeOutcome } from '../probe/probe-model';
import { seen } from './unseen';

/** A model that takes longer for one example will not serve; a check that does belongs into training. */
const SECONDS_EACH = 300;

export interface WantedJob {
  readonly policy: Policy;
  readonly modelUri: string;
  readonly registry: RegistryKind;
  readonly files: Seen<FilesFacts>;
  readonly inputs: NotebookInputs;
}

/** Loads the model and runs the project's checks next to the data; nothing is started that the policy leaves out. */
export async function readJob(wanted: WantedJob, step: () => RunStep): Promise<Seen<JobFacts>> {
  const { policy, registry, files } = wanted;
  const wantsSmoke = policy.levels.smoke_prediction !== 'skip';
  const wantsCustom = policy.levels.custom !== 'skip' && policy.customChecks !== undefined;
  if (!wantsSmoke && !wantsCustom) {
    return { unseen: 'the policy leaves it out, so no job ran' };
  }
  if (registry === 'mlflow') {
    return { unseen: 'a plain MLflow server runs no jobs' };
  }
  if ('unseen' in files) {
    return { unseen: `no job ran, since the files of the model could not be read: ${files.unseen}` };
  }
  const { texts } = files.value;
  const running = step();
  return seen(async () => {
    const request = {
      modelUri: wanted.modelUri,
      registry,
      requirements: texts.get(REQUIREMENTS) ?? '',
      pythonEnv: texts.get('python_env.yaml'),
      predict: wantsSmoke,
      checks: wantsCustom ? await customChecks(policy, running) : undefined,
      secondsEach: SECONDS_EACH,
    };
    const { smoke, custom } = jobFacts(await probeModel(request, wanted.inputs, running));
    return { smoke, custom: wantsCustom ? custom : undefined };
  }, running.host.signal);
}

/** The text of the project's file, which lies beside mlops.yml. */
function customChecks({ customChecks: path = '' }: Policy, { host }: RunStep): Promise<string> {
  return readFile(join(host.sourcesFolder, dirname(host.project?.file ?? ''), path), 'utf8');
}

function jobFacts(outcome: ProbeOutcome): JobFacts {
  const where = whereOf(outcome);
  switch (outcome.kind) {
    case 'unbuildable': {
      const problem = { reason: `its environment cannot be made: ${outcome.reason}`, where };
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
  const { version, isAskedFor, python, madeWith } = outcome.environment;
  const ran = outcome.kind === 'probed' ? outcome.probe.python : python;
  return [
    `environment ${version}${isAskedFor ? ' as asked for' : ''}`,
    ...(ran === undefined ? [] : [`, Python ${ran}`]),
    ...(ran === undefined || madeWith === undefined || minorOf(ran) === minorOf(madeWith)
      ? []
      : [`, although the model was made with ${madeWith}`]),
    `; ${outcome.runUrl}`,
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
  if (prediction.outcome === 'failed') {
    const doing = prediction.phase === 'load' ? 'it could not be loaded' : 'it did not answer its input example';
    return { outcome: 'failed', reason: `${doing} (${prediction.reason}): ${prediction.message}`, where };
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
      return { name, where, outcome: 'failed', reason: check.message };
    case 'error':
      return { name, where, outcome: 'error', reason: `it ${check.reason}: ${check.message}` };
  }
}
