import type { Workspace } from '../../lib/databricks/workspace';
import { openEvidence, type RunEvidence } from '../../lib/evidence/run-evidence';
import type { ModelVersion } from '../../lib/mlflow/version';
import type { Registry } from '../../lib/registry/registry';
import { untilReady } from '../../lib/registry/until-ready';
import { VERSION_TAGS } from '../../lib/registry/version-tags';
import type { NotebookAnswer } from '../../lib/shipped-notebooks/run-shipped-notebook';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import { codeDeployment } from '../../lib/versions/candidate/code-deployment';
import { modelInEvidence } from '../../lib/versions/candidate/model-in-evidence';
import { publishCandidate } from '../../lib/versions/candidate/publish-candidate';
import { recordRegistration } from '../../lib/versions/candidate/record-versions';
import { addDetails, requirePossible } from '../../lib/versions/registration/details';
import { makeVersion } from '../../lib/versions/registration/make-version';
import { marksOfNew, tagsAsSeen } from '../../lib/versions/registration/marks-of-new';
import type { ModelSource } from '../../lib/versions/registration/model-source';
import { oneVersion, type MadeVersion } from '../../lib/versions/registration/one-version';
import { readReference } from '../../lib/versions/registration/reference';
import { resolveSource } from '../../lib/versions/registration/resolve';
import type { Tags } from '../../lib/versions/registration/tags';
import type { MLflowRegisterModel } from './definition';

type Inputs = InputsOf<typeof MLflowRegisterModel>;
type Outputs = OutputsOf<typeof MLflowRegisterModel>;
interface Context {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
  readonly registry: Registry;
}

export async function registerModel(inputs: Inputs, context: Context): Promise<Outputs> {
  const { host } = context;
  const runEvidence = openEvidence(host, { folder: inputs.evidence, models: [inputs.modelName] });
  const { registry } = context;
  const reference = readReference(inputs);
  const model = registry.model(inputs.modelName);
  host.setOutputs({ modelName: model.name });
  const source = await resolveSource(reference, registry);
  const marks = marksOfNew(source, host.facts);
  const details = { tags: inputs.tags ?? {}, description: inputs.description ?? '' };
  requirePossible(details, marks, registry.kind);

  await recordRegistration(model, runEvidence.folder, context);
  const { number, run } = await registered(source, { inputs, marks }, context);
  host.setOutputs({ modelVersion: String(number) });
  const { clock, signal } = host;
  const version = await untilReady(model, number, { clock, signal });
  const tags = await addDetails(details, version, model);
  return candidate({ version, source, tags, run }, runEvidence, context);
}

type Registered = MadeVersion & { readonly run: NotebookAnswer | undefined };

async function registered(
  source: ModelSource,
  { inputs, marks }: { readonly inputs: Inputs; readonly marks: Tags },
  context: Context,
): Promise<Registered> {
  const { host, registry } = context;
  const model = registry.model(inputs.modelName);
  let run: NotebookAnswer | undefined;
  const make = async (): Promise<MadeVersion> => {
    const made = await makeVersion({ model, source, marks }, inputs, context);
    run = made.run;
    return made;
  };
  const made = await oneVersion({ model, source, make, host });
  const what = made.outcome === 'found' ? 'was registered already' : 'registered';
  host.log.info(`Version ${made.number} of ${model.name}: ${what}, from ${source.uri}`);
  return { ...made, run };
}

interface Found {
  readonly version: ModelVersion;
  readonly source: ModelSource;
  readonly tags: ReadonlyMap<string, string>;
  readonly run: NotebookAnswer | undefined;
}

async function candidate(
  { version, source, tags, run }: Found,
  runEvidence: RunEvidence,
  { host, registry }: Context,
): Promise<Outputs> {
  const { folder } = runEvidence;
  const { commit } = host.facts;
  // Code of another commit trained this model, so this run's deployment is not the candidate's.
  const isOurCode = tags.get(VERSION_TAGS.commit) === commit;
  const deployment = isOurCode ? codeDeployment({ folder, commit, codePath: undefined }) : undefined;
  const { evidence, gap } = await modelInEvidence(version, source.runId, registry);
  if (gap !== undefined) {
    host.log.warning(`The evidence lacks ${gap}`);
  }
  const known = { deployment, jobRunId: run?.runId, jobRunUrl: run?.runUrl };
  const { path } = publishCandidate({ model: evidence, tags: tagsAsSeen(tags, host.facts), ...known }, runEvidence);
  return { modelName: version.model, modelVersion: String(version.number), candidateFile: path };
}
