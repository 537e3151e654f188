import { readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter, Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { artifactAt } from './artifact-areas';
import { artifactPath } from './artifact-routes';
import { listOf, member } from './mlflow-answer';
import type { RegistryContext } from './registry-context';
import { ACTIVE_STAGES, stageRoutes } from './stage-routes';
import { forwarded } from './tracking-routes';
import type { RegistryLevel } from './workspace-registry';

const ROOT = '/api/2.0/mlflow';

/** Requests that MLflow's server answers like the service, with the required level. */
const FORWARDED: readonly (readonly [method: Method, path: string, level: RegistryLevel, members: string])[] = [
  ['GET', 'registered-models/get', 'CAN_READ', 'name'],
  ['PATCH', 'registered-models/update', 'CAN_EDIT', 'name description deployment_job_id'],
  ['POST', 'registered-models/get-latest-versions', 'CAN_READ', 'name stages'],
  ['POST', 'registered-models/set-tag', 'CAN_EDIT', 'name key value'],
  ['DELETE', 'registered-models/delete-tag', 'CAN_EDIT', 'name key'],
  ['GET', 'model-versions/get', 'CAN_READ', 'name version'],
  ['PATCH', 'model-versions/update', 'CAN_EDIT', 'name version description'],
  ['GET', 'model-versions/get-download-uri', 'CAN_READ', 'name version'],
  ['POST', 'model-versions/set-tag', 'CAN_EDIT', 'name version key value'],
  ['DELETE', 'model-versions/delete-tag', 'CAN_EDIT', 'name version key'],
];

const SEARCHED_BY = 'filter max_results order_by page_token';
const CREATED_WITH = ['name', 'source', 'run_id', 'tags', 'run_link', 'description', 'model_id'];

/** The workspace model registry with its stages; each workspace has its own. */
export function registryRoutes(context: RegistryContext): readonly Route[] {
  const { space, addresses, signed, registry } = context;

  async function forward(call: ApiCall, members: string): Promise<JsonObject> {
    return addresses.reply(await space.send(forwarded(call, members)));
  }

  async function requireLevel({ caller, fields }: ApiCall, level: RegistryLevel): Promise<void> {
    const name = fields.optionalText('name') ?? '';
    if (registry.levelOf(caller, name) === undefined && registry.idOf(name) === undefined) {
      // MLflow's server reports a missing model; if it has the model, this caller may not see it.
      await space.get(`${ROOT}/registered-models/get`, { name });
    }
    registry.require(caller, level, name);
  }

  /** A route of the registry; without a level, for every user of the workspace. */
  const route = (
    endpoint: string,
    level: RegistryLevel | undefined,
    answer: (call: ApiCall) => Promise<JsonObject>,
  ) => {
    const [method, path = ''] = endpoint.split(' ');
    return {
      method: method as Method,
      path: `${ROOT}/${path}`,
      async answer(call: ApiCall) {
        registry.requireEnabled();
        if (level !== undefined) {
          await requireLevel(call, level);
        }
        return json(await answer(call));
      },
    };
  };

  /** A search returns only what the caller may read, so a page may be shorter. */
  const searched = async (found: JsonObject, { caller }: ApiCall, list: string): Promise<JsonObject> => {
    const visible = listOf(found, list).filter(({ name }) => registry.shows(caller, scalarText(name)));
    return { ...found, [list]: visible };
  };

  async function versionsOf(name: string): Promise<readonly JsonObject[]> {
    const found = await space.post(`${ROOT}/registered-models/get-latest-versions`, { name });
    return listOf(found, 'model_versions');
  }

  /** The location of the files of the version in a call. */
  async function filesOf({ query }: ApiCall): Promise<string> {
    const asked = { name: query.text('name'), version: query.text('version') };
    const { artifact_uri: uri } = await space.get(`${ROOT}/model-versions/get-download-uri`, asked);
    return artifactAt(scalarText(uri), context);
  }

  return [
    ...FORWARDED.map(([method, path, level, members]) =>
      route(`${method} ${path}`, level, (call) => forward(call, members)),
    ),
    ...stageRoutes(context),
    route('POST registered-models/create', undefined, async (call) => {
      const name = call.fields.text('name');
      refuseBadName(name);
      const created = await forward(call, 'name tags description deployment_job_id');
      registry.register(name, call.caller);
      return created;
    }),
    route('POST registered-models/rename', 'CAN_MANAGE', async (call) => {
      const newName = call.fields.text('new_name');
      refuseBadName(newName);
      const renamed = await forward(call, 'name new_name');
      registry.rename(call.fields.text('name'), newName);
      return renamed;
    }),
    route('DELETE registered-models/delete', 'CAN_MANAGE', async (call) => {
      const name = call.fields.text('name');
      (await versionsOf(name)).forEach(refuseActive);
      const deleted = await forward(call, 'name');
      registry.forget(name);
      return deleted;
    }),
    route('GET registered-models/search', undefined, async (call) =>
      searched(await forward(call, SEARCHED_BY), call, 'registered_models'),
    ),
    route('GET registered-models/list', undefined, async (call) => {
      const { search } = call.request;
      call.query.passOn(['max_results', 'page_token']);
      const found = await space.send({ method: 'GET', path: `${ROOT}/registered-models/search${search}` });
      return searched(addresses.reply(found), call, 'registered_models');
    }),
    route('GET model-versions/search', undefined, async (call) =>
      searched(await forward(call, SEARCHED_BY), call, 'model_versions'),
    ),
    route('POST model-versions/create', 'CAN_EDIT', async ({ fields }) => {
      const source = addresses.toServer(fields.text('source'));
      return addresses.reply(
        await space.post(`${ROOT}/model-versions/create`, { ...fields.passOn(CREATED_WITH), source }),
      );
    }),
    route('DELETE model-versions/delete', 'CAN_MANAGE', async (call) => {
      const asked = { name: call.fields.text('name'), version: call.fields.text('version') };
      refuseActive(member(await space.get(`${ROOT}/model-versions/get`, asked), 'model_version'));
      return forward(call, 'name version');
    }),
    route('GET databricks/registered-models/get', 'CAN_READ', async ({ query, caller }) => {
      const name = query.text('name');
      const model = member(
        addresses.reply(await space.get(`${ROOT}/registered-models/get`, { name })),
        'registered_model',
      );
      const level = registry.levelOf(caller, name);
      return { registered_model_databricks: { ...model, id: registry.idOf(name), permission_level: level } };
    }),
    route('GET model-versions/list-artifacts', 'CAN_READ', async (call) => {
      const path = artifactPath(call.query.optionalText('path') ?? '');
      return { files: filesIn(await filesOf(call), path) };
    }),
    route('GET model-versions/get-signed-download-uri', 'CAN_READ', async (call) => {
      const path = artifactPath(call.query.text('path'));
      return { signed_uri: signed.download(join(await filesOf(call), path)), headers: [] };
    }),
  ];
}

function refuseBadName(name: string): void {
  if (/[./:]/.test(name)) {
    throw invalidParameter(`Invalid model name: '${name}'. Model names cannot contain '.', '/' and ':'.`);
  }
}

/** https://docs.databricks.com/aws/en/machine-learning/manage-model-lifecycle/workspace-model-registry */
function refuseActive({ name, version, current_stage: stage }: JsonObject): void {
  if (ACTIVE_STAGES.includes(scalarText(stage))) {
    const message = `Version ${scalarText(version)} of ${scalarText(name)} is in ${scalarText(stage)}. Archive it first.`;
    throw new Refusal(400, 'INVALID_STATE', message);
  }
}

/** Files and folders directly below a path; none if the folder does not exist. */
function filesIn(folder: string, path: string): readonly JsonObject[] {
  const below = join(folder, path);
  if (statSync(below, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return [];
  }
  return readdirSync(below, { withFileTypes: true }).map((entry) => ({
    path: posix.join(path, entry.name),
    is_dir: entry.isDirectory(),
    file_size: entry.isFile() ? statSync(join(below, entry.name)).size : undefined,
  }));
}
