import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter, Refusal } from '../http/refusal';
import { json, type Reply } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { modelName, type CatalogModels } from './catalog-models';
import { listOf, registryModelJson, registryVersionJson } from './catalog-registry-json';

const ROOT = '/api/2.0/mlflow/unity-catalog';
const SDK_FLAG = 'is_databricks_sdk_models_artifact_repository_enabled';
const CREDENTIALS_LIFETIME_MS = 3_600_000;

export interface CatalogRegistryContext {
  readonly models: CatalogModels;
  readonly orgId: string;
  readonly now: () => number;
}

/** Lineage and feature tables are kept nowhere; artifacts are reached in one way, whatever is to be done with them. */
const IGNORED: Readonly<Record<string, readonly string[]>> = {
  'GET registered-models:is-databricks-sdk-models-artifact-repository-enabled': ['full_name'],
  'POST model-versions/create': ['run_tracking_server_id', 'feature_deps', 'model_version_dependencies'],
  'POST model-versions/emit-lineage': ['model_version_lineage_info', 'securable'],
};

type Answer = (call: ApiCall) => Reply | Promise<Reply>;

/** The registry that MLflow's client talks to when its registry URI is `databricks-uc`. */
export function catalogRegistryRoutes(context: CatalogRegistryContext): readonly Route[] {
  const answers: Readonly<Record<string, Answer>> = { ...modelAnswers(context), ...versionAnswers(context) };
  return Object.entries(answers).map(([endpoint, answer]) => {
    const [method, path = ''] = endpoint.split(' ');
    return { method: method as Method, path: `${ROOT}/${path}`, ignored: IGNORED[endpoint] ?? [], answer };
  });
}

function modelAnswers({ models }: CatalogRegistryContext): Readonly<Record<string, Answer>> {
  const shown = (model: JsonObject) => registryModelJson(model, models.records);
  const shownVersion = (version: JsonObject) => registryVersionJson(version, models.records);

  return {
    'POST registered-models/create': async ({ fields, caller }) => {
      const name = modelName(fields.text('name'));
      const deploymentJobId = fields.optionalText('deployment_job_id') ?? '';
      const described = { description: fields.value('description'), tags: fields.value('tags') };
      const model = await models.create(name, described, caller.userName);
      models.records.changeModel(name, { deploymentJobId });
      return json({ registered_model: shown(model) });
    },
    'GET registered-models/get': async ({ fields }) =>
      json({ registered_model: shown(await models.get(modelName(fields.text('name')))) }),
    'GET registered-models/search': async ({ query }) => {
      const answer = await models.search(pageOf(query.passOn(['max_results', 'page_token'])));
      return json({ ...answer, registered_models: listOf(answer, 'registered_models').map(shown) });
    },
    'PATCH registered-models/update': async ({ fields, caller }) => {
      const name = modelName(fields.text('name'));
      const newName = fields.has('new_name') ? modelName(fields.text('new_name')) : name;
      const description = fields.optionalText('description');
      const deploymentJobId = fields.optionalText('deployment_job_id');
      if (newName !== name) {
        await models.rename(name, newName, caller.userName);
      }
      if (description !== undefined) {
        await models.describe(newName, description, caller.userName);
      }
      const model = await models.get(newName);
      models.records.changeModel(newName, { ...(deploymentJobId !== undefined && { deploymentJobId }) });
      return json({ registered_model: shown(model) });
    },
    'DELETE registered-models/delete': async ({ fields }) => {
      await models.remove(modelName(fields.text('name')));
      return json({});
    },
    'POST registered-models/alias': async ({ fields }) => {
      await models.setAlias(modelName(fields.text('name')), fields.text('alias'), fields.text('version'));
      return json({});
    },
    'DELETE registered-models/alias': async ({ fields }) => {
      await models.removeAlias(modelName(fields.text('name')), fields.text('alias'));
      return json({});
    },
    'GET registered-models/alias': async ({ fields }) => {
      const version = await models.versionOfAlias(modelName(fields.text('name')), fields.text('alias'));
      return json({ model_version: shownVersion(version) });
    },
    'POST registered-models/set-tag': forwarding(models, 'POST', 'registered-models/set-tag'),
    'DELETE registered-models/delete-tag': forwarding(models, 'DELETE', 'registered-models/delete-tag'),
    [`GET registered-models:${SDK_FLAG.replaceAll('_', '-')}`]: () => json({ [SDK_FLAG]: true }),
  };
}

function versionAnswers({ models, orgId, now }: CatalogRegistryContext): Readonly<Record<string, Answer>> {
  const shown = (version: JsonObject) => registryVersionJson(version, models.records);

  return {
    'POST model-versions/create': async ({ fields, caller }) => {
      const name = modelName(fields.text('name'));
      const version = {
        source: fields.text('source'),
        runId: fields.optionalText('run_id'),
        modelId: fields.optionalText('model_id'),
        description: fields.optionalText('description'),
        tags: fields.objects('tags'),
        runWorkspaceId: orgId,
      };
      return json({ model_version: shown(await models.createVersion(name, version, caller.userName)) });
    },
    'POST model-versions/finalize': async ({ fields }) => {
      const version = await models.finalize(modelName(fields.text('name')), fields.text('version'));
      return json({ model_version: shown(version) });
    },
    'GET model-versions/get': async ({ fields }) =>
      json({ model_version: shown(await models.version(modelName(fields.text('name')), fields.text('version'))) }),
    'GET model-versions/search': async ({ query }) => {
      const filter = query.optionalText('filter') ?? '';
      requireKnownFilter(filter);
      const answer = await models.searchVersions({
        ...pageOf(query.passOn(['max_results', 'page_token'])),
        ...(filter !== '' && { filter }),
      });
      return json({ ...answer, model_versions: listOf(answer, 'model_versions').map(shown) });
    },
    'PATCH model-versions/update': async ({ fields, caller }) => {
      const [name, version] = [modelName(fields.text('name')), fields.text('version')];
      await models.describeVersion([name, version], fields.optionalText('description') ?? '', caller.userName);
      return json({ model_version: shown(await models.version(name, version)) });
    },
    'DELETE model-versions/delete': async ({ fields }) => {
      await models.removeVersion(modelName(fields.text('name')), fields.text('version'));
      return json({});
    },
    'POST model-versions/set-tag': forwarding(models, 'POST', 'model-versions/set-tag'),
    'DELETE model-versions/delete-tag': forwarding(models, 'DELETE', 'model-versions/delete-tag'),
    'GET model-versions/get-download-uri': async ({ fields }) => {
      const version = shown(await models.version(modelName(fields.text('name')), fields.text('version')));
      requireReady(version);
      return json({ artifact_uri: version['storage_location'] });
    },
    'POST model-versions/generate-temporary-credentials': async ({ fields }) => {
      const version = shown(await models.version(modelName(fields.text('name')), fields.text('version')));
      if (fields.optionalText('operation') !== 'MODEL_VERSION_OPERATION_READ_WRITE') {
        requireReady(version);
      }
      // Default storage is the kind that is reached by signed addresses of the workspace alone.
      const expires = now() + CREDENTIALS_LIFETIME_MS;
      return json({ credentials: { storage_mode: 'DEFAULT_STORAGE', expiration_time: expires } });
    },
    'POST model-versions/emit-lineage': async ({ fields }) => {
      await models.version(modelName(fields.text('name')), fields.text('version'));
      return json({});
    },
  };
}

function forwarding(models: CatalogModels, method: Method, path: string): Answer {
  return async ({ fields }) => {
    const body = { ...fields.passOn(['name', 'version', 'key', 'value']), name: modelName(fields.text('name')) };
    return json(await models.space.send({ method, path: `/api/2.0/mlflow/${path}`, body }));
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
