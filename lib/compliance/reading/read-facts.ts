import type { Candidate } from '../../contracts/contract';
import type { Workspace } from '../../databricks/workspace';
import type { Lineage } from '../../registry/lineage';
import type { Registry } from '../../registry/registry';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { RunStep } from '../../runs/run-to-end';
import type { NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../../task/host';
import type { CheckedVersion } from '../checked-version';
import type { Facts, RunFacts, Seen } from '../facts';
import type { Policy } from '../policy';
import { reachableFiles, type Courier } from './reachable-files';
import { championPlace, readChampion, type FoundChampion } from './read-champion';
import { allowedBranchesOf } from './read-commit';
import { readFeatures } from './read-features';
import { featureSpec, readFiles } from './read-files';
import { readJob } from './read-job';
import { readWaiverCommits } from './read-waiver-commits';
import { seen } from './unseen';

export interface CheckClients {
  readonly host: TaskHost;
  readonly registry: Registry;
  /** Opened on first use, and there is none for a plain MLflow server. */
  readonly workspace: Workspace;
}

export interface Question {
  readonly checked: CheckedVersion;
  readonly candidate: Candidate;
  readonly policy: Policy;
  readonly inputs: NotebookInputs;
  /** As the project says it. */
  readonly championPlace: string | undefined;
}

export interface Read {
  readonly facts: Facts;
  readonly champion: FoundChampion | undefined;
}

/** Everything that the checks look at, as far as it can be seen. */
export async function readFacts(question: Question, clients: CheckClients): Promise<Read> {
  const { checked, candidate, policy } = question;
  const { model, version, tags } = checked;
  const { host, registry } = clients;
  const { signal, temporaryFolder, sourcesFolder, facts: run } = host;
  const place = championPlace(question.championPlace, registry.kind);
  const step = (): RunStep => ({ host, workspace: clients.workspace, report: () => undefined });
  const courier: Courier = { registry: registry.kind, inputs: question.inputs, step, signal };
  const modelUri = `models:/${model.name}/${version.number}`;
  const champion = await seen(() => readChampion(model, { place, checked: version.number }, courier), signal);
  const files = await seen(async () => {
    const reached = await reachableFiles(checked.files, modelUri, courier);
    return readFiles(reached, { temporaryFolder, signal });
  }, signal);
  const commit = tags.get(VERSION_TAGS.commit);
  const wanted = { commit, allowed: policy.allowedBranches, folder: sourcesFolder };
  const isTagged = (tags.get(VERSION_TAGS.trainedByPullRequest) ?? 'false') !== 'false';
  const facts: Facts = {
    version: {
      ...version,
      tags,
      owner: (await model.facts()).owner,
      isOfPullRequest: isTagged || candidate.trainedByPullRequest,
      isCheckedByPullRequest: run.pullRequest !== undefined,
    },
    run: await readRun(checked, registry, signal),
    files,
    champion: 'value' in champion ? { value: champion.value?.facts } : champion,
    commit: {
      candidate: candidate.adopted === true ? undefined : tagged(candidate),
      branches: await allowedBranchesOf(wanted, run),
    },
    features: await seen(async () => {
      const spec = 'value' in files ? featureSpec(files.value) : undefined;
      return readFeatures(spec, () => clients.workspace);
    }, signal),
    job: await readJob({ policy, modelUri, registry: registry.kind, files, inputs: question.inputs }, step),
    waiverCommits: await readWaiverCommits(policy.waivers, host.project?.waiverLines ?? [], sourcesFolder),
    today: new Date(host.clock.now()).toISOString().slice(0, 10),
  };
  return { facts, champion: 'value' in champion ? champion.value : undefined };
}

/** The commit of the run that trained or registered. */
function tagged({ run }: Candidate): string {
  return run.commit;
}

async function readRun(
  { version }: CheckedVersion,
  registry: Registry,
  signal: AbortSignal,
): Promise<Seen<RunFacts | undefined>> {
  return seen(async () => {
    const lineage = await registry.lineage(version);
    return lineage === undefined ? undefined : runFacts(lineage);
  }, signal);
}

function runFacts({ run, jobId, commit }: Lineage): RunFacts {
  return { ...run, jobId, commit };
}
