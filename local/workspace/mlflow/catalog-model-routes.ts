import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { objectName } from '../catalog/securable-name';
import type { Fields } from '../http/fields';
import { invalidParameter } from '../http/refusal';
import { json, type Reply } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { aliasJson, catalogModelJson, catalogVersionJson } from './catalog-model-json';
import { modelName, type CatalogModels } from './catalog-models';
import { listOf } from './mlflow-answer';
import type { ModelAction } from './model-access';

const ROOT = '/api/2.1/unity-catalog/models';
const MAX_RESULTS = 1000;

/** Registered models of the Unity Catalog API 2.1; only MLflow's client creates versions. */
export function catalogModelRoutes(models: CatalogModels): readonly Route[] {
  const model = (found: JsonObject, query?: Fields) => json(catalogModelJson(found, models, extent(query)));
  const version = (found: JsonObject, query?: Fields) => json(catalogVersionJson(found, models, extent(query)));
  const route = (endpoint: string, answer: (call: ApiCall) => Promise<Reply>): Route => {
    const [method, path = ''] = endpoint.split(' ');
    return { method: method as Method, path: `${ROOT}${path}`, answer };
  };

  /** The model of a call, after a check of the caller's permission. */
  const named = ({ segments, caller }: ApiCall, action: ModelAction): string => {
    const name = modelName(segments.text('full_name'));
    models.access.require(caller, action, name);
    return name;
  };

  return [
    route('POST ', async ({ fields, caller }) => {
      const parts = [fields.text('catalog_name'), fields.text('schema_name'), fields.text('name')];
      const name = modelName(parts.join('.'));
      models.access.requireCreate(caller, name);
      return model(await models.create(name, { description: fields.optionalText('comment') }, caller.userName));
    }),
    route('GET ', async ({ query, caller }) => {
      const isAsked = lyingIn(query);
      const answer = await models.search(pageOf(query));
      const listed = listOf(answer, 'registered_models').filter(
        (found) => isAsked(found) && models.access.shows(caller, scalarText(found['name'])),
      );
      return json({
        registered_models: listed.map((found) => catalogModelJson(found, models, 'alone')),
        next_page_token: answer['next_page_token'],
      });
    }),
    route('GET /{full_name}', async (call) => model(await models.get(named(call, 'read')), call.query)),
    route('PATCH /{full_name}', async (call) => {
      const { fields, caller } = call;
      const name = named(call, 'manage');
      const change = {
        newName: fields.has('new_name') ? modelName(siblingName(name, fields.text('new_name'))) : undefined,
        description: fields.optionalText('comment'),
        owner: fields.optionalText('owner'),
      };
      return model(await models.update(name, change, caller));
    }),
    route('DELETE /{full_name}', async (call) => {
      await models.remove(named(call, 'manage'));
      return json({});
    }),
    route('GET /{full_name}/versions', async (call) => {
      const name = named(call, 'read');
      const answer = await models.searchVersions({ ...pageOf(call.query), filter: `name = '${name}'` });
      return json({
        model_versions: listOf(answer, 'model_versions').map((found) => catalogVersionJson(found, models, 'alone')),
        next_page_token: answer['next_page_token'],
      });
    }),
    route('GET /{full_name}/versions/{version}', async (call) =>
      version(await models.version(named(call, 'read'), numberIn(call.segments)), call.query),
    ),
    route('PATCH /{full_name}/versions/{version}', async (call) => {
      const [name, number] = [named(call, 'manage'), numberIn(call.segments)];
      await models.describeVersion([name, number], call.fields.optionalText('comment'), call.caller.userName);
      return version(await models.version(name, number));
    }),
    route('DELETE /{full_name}/versions/{version}', async (call) => {
      await models.removeVersion(named(call, 'manage'), numberIn(call.segments));
      return json({});
    }),
    route('GET /{full_name}/aliases/{alias}', async (call) =>
      version(await models.versionOfAlias(named(call, 'read'), call.segments.text('alias')), call.query),
    ),
    route('PUT /{full_name}/aliases/{alias}', async (call) => {
      const name = named(call, 'manage');
      const number = call.fields.wholeNumber('version_num');
      if (number === undefined) {
        throw invalidParameter('Missing required field: version_num');
      }
      const alias = call.segments.text('alias');
      await models.setAlias(name, alias, String(number));
      const [catalog, schema, model_name] = objectName(name);
      return json({ ...aliasJson(alias, number), catalog_name: catalog, schema_name: schema, model_name });
    }),
    route('DELETE /{full_name}/aliases/{alias}', async (call) => {
      await models.removeAlias(named(call, 'manage'), call.segments.text('alias'));
      return json({});
    }),
  ];
}

function numberIn(segments: Fields): string {
  const version = segments.text('version');
  if (!/^[1-9]\d*$/.test(version)) {
    throw invalidParameter(`Invalid version number: ${version}`);
  }
  return version;
}

function extent(query: Fields | undefined): 'with aliases' | 'alone' {
  return query?.flag('include_aliases') === true ? 'with aliases' : 'alone';
}

/** Requires both names or neither. */
function lyingIn(query: Fields): (model: JsonObject) => boolean {
  const [catalog, schema] = [query.optionalText('catalog_name'), query.optionalText('schema_name')];
  if ((catalog === undefined) !== (schema === undefined)) {
    throw invalidParameter('catalog_name and schema_name must be given together.');
  }
  const prefix = `${catalog}.${schema}.`.toLowerCase();
  return ({ name }) => catalog === undefined || scalarText(name).startsWith(prefix);
}

function pageOf(query: Fields): Readonly<Record<string, string>> {
  const size = query.wholeNumber('max_results') ?? 0;
  if (size < 0 || size > MAX_RESULTS) {
    throw invalidParameter(`max_results must be between 0 and ${MAX_RESULTS}, not ${size}.`);
  }
  const token = query.optionalText('page_token');
  // 0 means the service's default.
  return { max_results: String(size === 0 ? 100 : size), ...(token !== undefined && { page_token: token }) };
}

function siblingName(fullName: string, name: string): string {
  return [...fullName.split('.').slice(0, 2), name].join('.');
}
