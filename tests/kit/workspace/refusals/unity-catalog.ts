import { INVALID, MISSING, refusedBelow, type ExpectedError } from './refused-call';

const CATALOG: ExpectedError = [404, 'CATALOG_DOES_NOT_EXIST'];
const SCHEMA: ExpectedError = [404, 'SCHEMA_DOES_NOT_EXIST'];
const TABLE: ExpectedError = [404, 'TABLE_DOES_NOT_EXIST'];
const VOLUME: ExpectedError = [404, 'VOLUME_DOES_NOT_EXIST'];

export const UNITY_CATALOG = refusedBelow('/api/2.1/unity-catalog', [
  ['POST /catalogs', { name: 'main' }, [409, 'CATALOG_ALREADY_EXISTS']],
  ['GET /catalogs', { page_token: '?' }, INVALID],
  ['GET /catalogs/{full_name}', {}, CATALOG],
  ['PATCH /catalogs/{full_name}', { comment: 'c' }, CATALOG],
  ['DELETE /catalogs/{full_name}', {}, CATALOG],
  ['POST /schemas', { catalog_name: 'none', name: 's' }, CATALOG],
  ['GET /schemas', { catalog_name: 'none' }, CATALOG],
  ['GET /schemas/{full_name}', {}, SCHEMA, '/schemas/main.none'],
  ['PATCH /schemas/{full_name}', { comment: 'c' }, SCHEMA, '/schemas/main.none'],
  ['DELETE /schemas/{full_name}', {}, SCHEMA, '/schemas/main.none'],
  ['GET /tables', { catalog_name: 'main', schema_name: 'none' }, SCHEMA],
  ['GET /tables/{full_name}', {}, TABLE, '/tables/main.default.none'],
  ['GET /tables/{full_name}/exists', {}, SCHEMA, '/tables/main.none.t/exists'],
  ['DELETE /tables/{full_name}', {}, TABLE, '/tables/main.default.none'],
  ['POST /volumes', { catalog_name: 'main', schema_name: 'none', name: 'v' }, SCHEMA],
  ['GET /volumes', { catalog_name: 'main', schema_name: 'none' }, SCHEMA],
  ['GET /volumes/{full_name}', {}, VOLUME, '/volumes/main.default.none'],
  ['PATCH /volumes/{full_name}', { comment: 'c' }, VOLUME, '/volumes/main.default.none'],
  ['DELETE /volumes/{full_name}', {}, VOLUME, '/volumes/main.default.none'],
  ['GET /permissions/{securable_type}/{full_name}', {}, CATALOG, '/permissions/catalog/none'],
  ['PATCH /permissions/{securable_type}/{full_name}', { changes: [] }, CATALOG, '/permissions/catalog/none'],
  ['GET /effective-permissions/{securable_type}/{full_name}', {}, CATALOG, '/effective-permissions/catalog/none'],
  ['POST /models', { catalog_name: 'main', schema_name: 'none', name: 'm' }, SCHEMA],
  ['GET /models', { catalog_name: 'main' }, INVALID],
  ['GET /models/{full_name}', {}, INVALID],
  ['PATCH /models/{full_name}', { comment: 'c' }, MISSING, '/models/main.default.none'],
  ['DELETE /models/{full_name}', {}, MISSING, '/models/main.default.none'],
  ['GET /models/{full_name}/versions', {}, MISSING, '/models/main.default.none/versions'],
  ['GET /models/{full_name}/versions/{version}', {}, MISSING, '/models/main.default.none/versions/1'],
  ['PATCH /models/{full_name}/versions/{version}', {}, MISSING, '/models/main.default.none/versions/1'],
  ['DELETE /models/{full_name}/versions/{version}', {}, MISSING, '/models/main.default.none/versions/1'],
  ['GET /models/{full_name}/aliases/{alias}', {}, MISSING, '/models/main.default.none/aliases/a'],
  ['PUT /models/{full_name}/aliases/{alias}', { version_num: 1 }, MISSING, '/models/main.default.none/aliases/a'],
  ['DELETE /models/{full_name}/aliases/{alias}', {}, MISSING, '/models/main.default.none/aliases/a'],
]);
