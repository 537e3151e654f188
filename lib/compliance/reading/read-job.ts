import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RegistryKind } from '../../registry/kind';
import type { RunStep } from '../../runs/run-to-end';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import { REQUIREMENTS } from '../checks/requirement-lines';
import type { FilesFacts, JobFacts, Seen } from '../facts';
import type { Policy } from '../policy';
import { probeModel } from '../probe/probe-model';
import { jobFacts } from './job-facts';
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
    return { unseen: 'the policy skips it, so no job ran' };
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
