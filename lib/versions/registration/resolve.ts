import { UserError } from '../../core/errors';
import { unlessAbsent } from '../../databricks/api/unless-absent';
import type { LoggedModel, MlflowRun } from '../../mlflow/runs-client';
import type { Registry } from '../../registry/registry';
import { sourceDigest, type ModelSource } from './model-source';
import type { Reference } from './reference';
import { ambiguous, nothingLogged, runMissing, unfinished, unknownModel } from './refusals';
import { sourceOfVersion } from './source-of-version';

type Of<K extends Reference['kind']> = Extract<Reference, { readonly kind: K }>;

/** MLflow 2's default artifact path of a model. */
const USUAL_PATH = 'model';
const NO_MARKS: ReadonlyMap<string, string> = new Map();

/** Looks up what the reference names; everything that is not there, not finished or not one is an error. */
export function resolveSource(reference: Reference, registry: Registry): Promise<ModelSource> {
  switch (reference.kind) {
    case 'run':
      return fromRun(reference, registry);
    case 'loggedModel':
      return fromLoggedModel(reference, registry);
    case 'version':
      return fromVersion(reference, registry);
  }
}

async function fromRun({ runId, path }: Of<'run'>, registry: Registry): Promise<ModelSource> {
  const run = await unlessAbsent(() => registry.runs.run(runId));
  if (run === undefined || run.isDeleted) {
    throw runMissing(runId, { isDeleted: run !== undefined, address: registry.address });
  }
  const logged = await loggedModelsOf(run, registry);
  const [model, ...others] = path === undefined ? logged : logged.filter(({ name }) => name === path);
  if (model === undefined) {
    return fromFiles(run, { path, logged }, registry);
  }
  if (others.length > 0) {
    throw ambiguous(runId, [model, ...others]);
  }
  return ofLoggedModel(model, run.tags, registry);
}

async function fromLoggedModel({ modelId }: Of<'loggedModel'>, registry: Registry): Promise<ModelSource> {
  const model = await unlessAbsent(() => registry.runs.loggedModel(modelId));
  if (model === undefined) {
    throw unknownModel(modelId, registry.address);
  }
  return ofLoggedModel(model, await marksOfRun(model.runId, registry), registry);
}

async function fromVersion({ model: name, number }: Of<'version'>, registry: Registry): Promise<ModelSource> {
  if (registry.kind === 'unityCatalog' && name.split('.').length !== 3) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input 'modelUri' names version ${number} of '${name}', which is not a model of Unity Catalog, as 'modelName' is.`,
      fix: 'Register the logged model that the version comes from: models:/m-<id> or runs:/<run id>/<path>.',
    });
  }
  const model = registry.model(name);
  const version = await model.version(number);
  if (version.status !== 'READY') {
    throw unfinished(`Version ${number} of ${model.name}`, version.statusText);
  }
  const marks = await marksOfRun((await registry.lineage(version))?.run.id, registry);
  return sourceOfVersion(version, new Map([...marks, ...(await model.tags(number))]));
}

/** A client of MLflow 2 keeps the model among the files of its run. */
async function fromFiles(
  run: MlflowRun,
  { path = USUAL_PATH, logged }: { readonly path: string | undefined; readonly logged: readonly LoggedModel[] },
  registry: Registry,
): Promise<ModelSource> {
  if (!(await registry.runs.hasFile(run.id, `${path}/MLmodel`))) {
    throw nothingLogged(run.id, { path, logged });
  }
  return {
    uri: `runs:/${run.id}/${path}`,
    address: `${run.artifactUri}/${path}`,
    runId: run.id,
    modelId: undefined,
    digest: sourceDigest(['run', run.id, path]),
    marks: run.tags,
  };
}

function ofLoggedModel(
  { id, runId, status, artifactUri }: LoggedModel,
  marks: ReadonlyMap<string, string>,
  registry: Registry,
): ModelSource {
  if (status !== 'LOGGED_MODEL_READY') {
    throw unfinished(`The logged model ${id}`, status);
  }
  const uri = `models:/${id}`;
  // The registry of a workspace does not take the id for an address.
  const address = registry.kind === 'workspace' ? artifactUri : uri;
  return { uri, address, runId, modelId: id, digest: sourceDigest(['loggedModel', id]), marks };
}

/** One that was deleted since its run still counts in the run's own list. */
async function loggedModelsOf({ loggedModels }: MlflowRun, registry: Registry): Promise<readonly LoggedModel[]> {
  const found: LoggedModel[] = [];
  for (const id of new Set(loggedModels)) {
    const model = await unlessAbsent(() => registry.runs.loggedModel(id));
    found.push(...(model === undefined ? [] : [model]));
  }
  return found;
}

async function marksOfRun(runId: string | undefined, registry: Registry): Promise<ReadonlyMap<string, string>> {
  const run = runId === undefined ? undefined : await unlessAbsent(() => registry.runs.run(runId));
  return run?.tags ?? NO_MARKS;
}
