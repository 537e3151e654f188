import { readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createHash } from 'node:crypto';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { SignedAddresses } from '../file-areas/signed-addresses';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import type { ArtifactAddresses } from './artifact-address';
import { artifactsOf } from './artifact-areas';
import { artifactPath } from './artifact-routes';
import { member } from './catalog-models';
import type { MlflowSpace } from './mlflow-space';
import { forwarded, type Members } from './tracking-routes';

const ROOT = '/api/2.0/mlflow';
const STAGES = ['None', 'Staging', 'Production', 'Archived'];

export interface RegistryContext {
  readonly space: MlflowSpace;
  readonly addresses: ArtifactAddresses;
  readonly signed: SignedAddresses;
}

const FORWARDED: readonly (readonly [Method, string, Members])[] = [
  ['POST', 'registered-models/create', 'name tags description deployment_job_id'],
  ['GET', 'registered-models/get', 'name'],
  ['PATCH', 'registered-models/update', 'name description deployment_job_id'],
  ['DELETE', 'registered-models/delete', 'name'],
  ['POST', 'registered-models/rename', 'name new_name'],
  ['GET', 'registered-models/search', 'filter max_results order_by page_token'],
  ['POST', 'registered-models/get-latest-versions', 'name stages'],
  ['POST', 'registered-models/set-tag', 'name key value'],
  ['DELETE', 'registered-models/delete-tag', 'name key'],
  ['GET', 'model-versions/get', 'name version'],
  ['PATCH', 'model-versions/update', 'name version description'],
  ['DELETE', 'model-versions/delete', 'name version'],
  ['GET', 'model-versions/search', 'filter max_results order_by page_token'],
  ['GET', 'model-versions/get-download-uri', 'name version'],
  ['POST', 'model-versions/set-tag', 'name version key value'],
  ['DELETE', 'model-versions/delete-tag', 'name version key'],
];

const CREATED_WITH = ['name', 'source', 'run_id', 'tags', 'run_link', 'description', 'model_id'];

/** The workspace model registry with its stages, of which each workspace has its own. */
export function registryRoutes({ space, addresses, signed }: RegistryContext): readonly Route[] {
  async function forward(call: ApiCall, members: Members) {
    return json(addresses.reply(await space.send(forwarded(call, members))));
  }

  async function transition({ fields }: ApiCall): Promise<JsonObject> {
    const stage = fields.text('stage');
    if (!STAGES.includes(stage)) {
      throw invalidParameter(`Invalid Model Version stage: ${stage}. Value must be one of ${STAGES.join(', ')}.`);
    }
    const asked = {
      name: fields.text('name'),
      version: fields.text('version'),
      stage,
      archive_existing_versions: fields.flag('archive_existing_versions'),
    };
    const answer = await space.post(`${ROOT}/model-versions/transition-stage`, asked);
    return member(addresses.reply(answer), 'model_version');
  }

  /** Where the files of the version lie that a call names. */
  async function filesOf({ query }: ApiCall): Promise<string> {
    const asked = { name: query.text('name'), version: query.text('version') };
    const { artifact_uri: uri } = await space.get(`${ROOT}/model-versions/get-download-uri`, asked);
    const path = addresses.pathOf(addresses.toService(scalarText(uri)));
    if (path === undefined) {
      throw invalidParameter(`The workspace stand-in cannot reach ${scalarText(uri)}, the source of ${asked.name}.`);
    }
    return join(artifactsOf(space), path);
  }

  return [
    ...FORWARDED.map(([method, path, members]): Route => ({
      method,
      path: `${ROOT}/${path}`,
      answer: (call) => forward(call, members),
    })),
    {
      method: 'POST',
      path: `${ROOT}/model-versions/create`,
      async answer({ fields }) {
        const source = addresses.toServer(fields.text('source'));
        const answer = await space.post(`${ROOT}/model-versions/create`, { ...fields.passOn(CREATED_WITH), source });
        return json(addresses.reply(answer));
      },
    },
    {
      method: 'POST',
      path: `${ROOT}/model-versions/transition-stage`,
      ignored: ['comment'],
      answer: async (call) => json({ model_version: await transition(call) }),
    },
    {
      method: 'POST',
      path: `${ROOT}/databricks/model-versions/transition-stage`,
      ignored: ['comment'],
      async answer(call) {
        if (!call.fields.has('archive_existing_versions')) {
          throw invalidParameter('Missing required field: archive_existing_versions');
        }
        const version = await transition(call);
        return json({
          model_version_databricks: { ...version, permission_level: 'CAN_MANAGE', open_requests: [] },
        });
      },
    },
    {
      method: 'GET',
      path: `${ROOT}/databricks/registered-models/get`,
      async answer({ query }) {
        const answer = await space.get(`${ROOT}/registered-models/get`, { name: query.text('name') });
        const model = member(addresses.reply(answer), 'registered_model');
        const id = registeredModelId(space.name, scalarText(model['name']));
        return json({ registered_model_databricks: { ...model, id, permission_level: 'CAN_MANAGE' } });
      },
    },
    {
      method: 'GET',
      path: `${ROOT}/model-versions/list-artifacts`,
      async answer(call) {
        const path = artifactPath(call.query.optionalText('path') ?? '');
        return json({ files: filesIn(await filesOf(call), path) });
      },
    },
    {
      method: 'GET',
      path: `${ROOT}/model-versions/get-signed-download-uri`,
      async answer(call) {
        const path = artifactPath(call.query.text('path'));
        return json({ signed_uri: signed.download(join(await filesOf(call), path)), headers: [] });
      },
    },
  ];
}

/** What the permissions API calls a model of the workspace registry. */
export function registeredModelId(space: string, name: string): string {
  return createHash('sha256').update(`${space}\0${name}`).digest('hex').slice(0, 32);
}

/** Files and folders directly below a path, or none where there is no folder. */
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
