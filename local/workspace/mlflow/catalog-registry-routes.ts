import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter, Refusal } from '../http/refusal';
import { json, type Reply } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { modelName, type CatalogModels } from './catalog-models';
import { registryModelJson, registryVersionJson, withoutAliases } from './catalog-registry-json';
import { requireRoomFor, requireTags } from './catalog-tags';
import type { DeploymentJobState } from './deployment-job';
import { listOf } from './mlflow-answer';
import type { ModelAction } from './model-access';

const ROOT = '/api/2.0/mlflow/unity-catalog';
const SDK_FLAG = 'is_databricks_sdk_models_artifact_repository_enabled';
const CREDENTIALS_LIFETIME_MS = 3_600_000;

export interface CatalogRegistryContext {
  readonly models: CatalogModels;
  readonly orgId: string;
  readonly now: () => number;
  readonly jobState: DeploymentJobState;
}

type TaggedCollection = 'registered-models' | 'model-versions';

/** Lineage and feature tables are not stored; all artifacts are accessed in the same way. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  'GET registered-models:is-databricks-sdk-models-artifact-repository-enabled': ['full_name'],
  'POST model-versions/create': ['run_tracking_server_id', 'feature_deps', 'model_version_dependencies'],
  'POST model-versions/emit-lineage': ['model_version_lineage_info', 'securable'],
};

type Answer = (call: ApiCall) => Reply | Promise<Reply>;

/** The registry for MLflow clients with the registry URI `databricks-uc`. */
export function catalogRegistryRoutes(context: CatalogRegistryContext): readonly Route[] {
  const answers: Readonly<Record<string, Answer>> = { ...modelAnswers(context), ...versionAnswers(context) };
  return Object.entries(answers).map(([endpoint, answer]) => {
    const [method, path = ''] = endpoint.split(' ');
    return { method: method as Method, path: `${ROOT}/${path}`, ignored: IGNORED[endpoint] ?? [], answer };
  });
}

/** The model of a call, after a check of the caller's permission. */
function named({ fields, caller }: ApiCall, action: ModelAction, models: CatalogModels): string {
  const name = modelName(fields.text('name'));
  models.access.require(caller, action, name);
  return name;
}

function modelAnswers({ models, jobState }: CatalogRegistryContext): Readonly<Record<string, Answer>> {
  const shown = (model: JsonObject) => registryModelJson(model, models.records, jobState);
  const shownVersion = (version: JsonObject) => registryVersionJson(version, models.records);

  return {
    'POST registered-models/create': async ({ fields, caller }) => {
      const name = modelName(fields.text('name'));
      models.access.requireCreate(caller, name);
      const tags = requireTags(fields.objects('tags'));
      const deploymentJobId = fields.optionalText('deployment_job_id') ?? '';
      const described = { description: fields.value('description'), tags };
      const model = await models.create(name, described, caller.userName);
      models.records.changeModel(name, { deploymentJobId });
      return json({ registered_model: shown(model) });
    },
    'GET registered-models/get': async (call) =>
      json({ registered_model: shown(await models.get(named(call, 'read', models))) }),
    'GET registered-models/search': async ({ query, caller }) => {
      const answer = await models.search(pageOf(query.passOn(['max_results', 'page_token'])));
      const visible = listOf(answer, 'registered_models').filter(({ name }) =>
        models.access.shows(caller, scalarText(name)),
      );
      return json({ ...answer, registered_models: visible.map((model) => withoutAliases(shown(model))) });
    },
    'PATCH registered-models/update': async (call) => {
      const { fields, caller } = call;
      const name = named(call, 'manage', models);
      const change = {
        newName: fields.has('new_name') ? modelName(fields.text('new_name')) : undefined,
        description: fields.optionalText('description'),
        deploymentJobId: fields.optionalText('deployment_job_id'),
      };
      return json({ registered_model: shown(await models.update(name, change, caller)) });
    },
    'DELETE registered-models/delete': async (call) => {
      await models.remove(named(call, 'manage', models));
      return json({});
    },
    'POST registered-models/alias': async (call) => {
      const { fields } = call;
      await models.setAlias(named(call, 'manage', models), fields.text('alias'), fields.text('version'));
      return json({});
    },
    'DELETE registered-models/alias': async (call) => {
      await models.removeAlias(named(call, 'manage', models), call.fields.text('alias'));
      return json({});
    },
    'GET registered-models/alias': async (call) => {
      const version = await models.versionOfAlias(named(call, 'read', models), call.fields.text('alias'));
      return json({ model_version: shownVersion(version) });
    },
    'POST registered-models/set-tag': tagging(models, 'registered-models'),
    'DELETE registered-models/delete-tag': untagging(models, 'registered-models'),
    [`GET registered-models:${SDK_FLAG.replaceAll('_', '-')}`]: () => json({ [SDK_FLAG]: true }),
  };
}

function versionAnswers({ models, orgId, now }: CatalogRegistryContext): Readonly<Record<string, Answer>> {
  const shown = (version: JsonObject) => registryVersionJson(version, models.records);

  return {
    'POST model-versions/create': async (call) => {
      const { fields, caller } = call;
      const name = named(call, 'addVersion', models);
      const version = {
        source: fields.text('source'),
        runId: fields.optionalText('run_id'),
        modelId: fields.optionalText('model_id'),
        description: fields.optionalText('description'),
        tags: requireTags(fields.objects('tags')),
        runWorkspaceId: orgId,
      };
      return json({ model_version: shown(await models.createVersion(name, version, caller.userName)) });
    },
    'POST model-versions/finalize': async (call) => {
      const version = await models.finalize(named(call, 'addVersion', models), call.fields.text('version'));
      return json({ model_version: shown(version) });
    },
    'GET model-versions/get': async (call) =>
      json({ model_version: shown(await models.version(named(call, 'read', models), call.fields.text('version'))) }),
    'GET model-versions/search': async ({ query, caller }) => {
      const filter = query.optionalText('filter') ?? '';
      requireKnownFilter(filter);
      const asked = {
        ...pageOf(query.passOn(['max_results', 'page_token'])),
        ...(filter !== '' && { filter: lowerCaseName(filter) }),
      };
      const answer = await models.searchVersions(asked);
      const visible = listOf(answer, 'model_versions').filter(({ name }) =>
        models.access.shows(caller, scalarText(name)),
      );
      return json({ ...answer, model_versions: visible.map((version) => withoutAliases(shown(version))) });
    },
    'PATCH model-versions/update': async (call) => {
      const [name, version] = [named(call, 'manage', models), call.fields.text('version')];
      await models.describeVersion([name, version], call.fields.optionalText('description'), call.caller.userName);
      return json({ model_version: shown(await models.version(name, version)) });
    },
    'DELETE model-versions/delete': async (call) => {
      await models.removeVersion(named(call, 'manage', models), call.fields.text('version'));
      return json({});
    },
    'POST model-versions/set-tag': tagging(models, 'model-versions'),
    'DELETE model-versions/delete-tag': untagging(models, 'model-versions'),
    'GET model-versions/get-download-uri': async (call) => {
      const version = shown(await models.version(named(call, 'read', models), call.fields.text('version')));
      requireReady(version);
      return json({ artifact_uri: version['storage_location'] });
    },
    'POST model-versions/generate-temporary-credentials': async (call) => {
      const isWrite = call.fields.optionalText('operation') === 'MODEL_VERSION_OPERATION_READ_WRITE';
      const name = named(call, isWrite ? 'addVersion' : 'read', models);
      const version = shown(await models.version(name, call.fields.text('version')));
      if (!isWrite) {
        requireReady(version);
      }
      // Default storage is accessible only by signed URLs of the workspace.
      const expires = now() + CREDENTIALS_LIFETIME_MS;
      return json({ credentials: { storage_mode: 'DEFAULT_STORAGE', expiration_time: expires } });
    },
    'POST model-versions/emit-lineage': async ({ fields }) => {
      await models.version(modelName(fields.text('name')), fields.text('version'));
      return json({});
    },
  };
}

const TAG_MEMBERS = ['name', 'version', 'key', 'value'];

function tagging(models: CatalogModels, collection: TaggedCollection): Answer {
  return async (call) => {
    const name = named(call, 'tag', models);
    const { key, value, version } = call.fields.passOn(TAG_MEMBERS);
    requireTags([{ key: key ?? '', value: value ?? '' }]);
    const asked = { name, ...(version !== undefined && { version }) };
    const found =
      collection === 'model-versions' ? await models.version(name, scalarText(version)) : await models.get(name);
    requireRoomFor(scalarText(key), listOf(found, 'tags'));
    return json(await models.space.post(`/api/2.0/mlflow/${collection}/set-tag`, { ...asked, key, value }));
  };
}

function untagging(models: CatalogModels, collection: TaggedCollection): Answer {
  return async (call) => {
    const body = { ...call.fields.passOn(TAG_MEMBERS), name: named(call, 'tag', models) };
    return json(await models.space.send({ method: 'DELETE', path: `/api/2.0/mlflow/${collection}/delete-tag`, body }));
  };
}

function requireReady({ name, version, status }: JsonObject): void {
  if (status !== 'READY') {
    const message = `Model version ${scalarText(name)} ${scalarText(version)} is not ready: its status is ${scalarText(status)}.`;
    throw new Refusal(400, 'INVALID_STATE', message);
  }
}

function pageOf({ max_results: size, page_token: token }: JsonObject): Readonly<Record<string, string>> {
  return {
    ...(typeof size === 'string' && { max_results: size }),
    ...(typeof token === 'string' && { page_token: token }),
  };
}

function requireKnownFilter(filter: string): void {
  if (!/^(?:(?:name|run_id)\s*=\s*'[^']*')?$/.test(filter.trim())) {
    throw invalidParameter(`Unsupported filter query: '${filter}'. Only name = '…' or run_id = '…' can be searched.`);
  }
}

/** Names are stored in lower case, and MLflow's server compares them case-sensitively. */
function lowerCaseName(filter: string): string {
  return filter.trim().startsWith('name') ? filter.toLowerCase() : filter;
}
