import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJson, type Json, type JsonObject } from '../../../../lib/core/lossless-json';
import type { Account } from '../../../../local/workspace/account';
import { call, errorOf, useAccountServer } from '../../../kit/workspace/stand-in';

const UC = '/api/2.1/unity-catalog';

/** Writes what Spark leaves of an empty table. */
function addTable({ metastore }: Account, fullName: string): void {
  const log = join(metastore.tablesFolder, ...fullName.split('.'), '_delta_log');
  mkdirSync(log, { recursive: true });
  const fields = [
    { name: 'id', type: 'long', nullable: false, metadata: { comment: 'key' } },
    { name: 'tags', type: { type: 'array', elementType: 'string', containsNull: true }, nullable: true, metadata: {} },
    { name: 'price', type: 'decimal(10,2)', nullable: true, metadata: {} },
  ];
  const metaData = {
    id: 't',
    schemaString: toJson({ type: 'struct', fields }),
    partitionColumns: ['price'],
    configuration: { 'delta.enableChangeDataFeed': 'true' },
  };
  writeFileSync(join(log, '00000000000000000000.json'), `{"protocol":{}}\n${toJson({ metaData })}\n`);
}

function names(list: Json | undefined): readonly Json[] {
  return (list as readonly JsonObject[]).map(({ name }) => name ?? null);
}

describe('Unity Catalog', () => {
  const addAccount = useAccountServer();

  function newFixture() {
    const account = addAccount();
    addTable(account, 'main.default.orders');
    return { account, at: account.firstWorkspace };
  }

  it('starts with four catalogs, each with a default schema', async () => {
    const { at } = newFixture();
    assert.deepEqual(names((await call(at, `GET ${UC}/catalogs`)).body['catalogs']), ['dev', 'main', 'prod', 'uat']);
    const { body } = await call(at, `GET ${UC}/schemas`, { catalog_name: 'uat' });
    assert.deepEqual(names(body['schemas']), ['default']);
  });

  it('makes, shows, changes and drops catalogs and schemas', async () => {
    const { at } = newFixture();
    await call(at, `POST ${UC}/catalogs`, { name: 'Sandbox', comment: 'for tries' });
    const { body: catalog } = await call(at, `GET ${UC}/catalogs/sandbox`);
    assert.deepEqual(
      [catalog['name'], catalog['comment'], catalog['owner']],
      ['sandbox', 'for tries', 'dev@example.com'],
    );
    await call(at, `PATCH ${UC}/catalogs/sandbox`, { comment: 'other' });

    await call(at, `POST ${UC}/schemas`, { name: 'churn', catalog_name: 'sandbox' });
    await call(at, `PATCH ${UC}/schemas/sandbox.churn`, { owner: 'users', properties: { a: 'b' } });
    const { body: schema } = await call(at, `GET ${UC}/schemas/sandbox.churn`);
    assert.deepEqual(
      [schema['full_name'], schema['owner'], schema['properties']],
      ['sandbox.churn', 'users', { a: 'b' }],
    );

    const kept = await call(at, `DELETE ${UC}/catalogs/sandbox`);
    assert.deepEqual(errorOf(kept), [400, 'INVALID_STATE']);
    assert.equal((await call(at, `DELETE ${UC}/schemas/sandbox.churn`)).status, 200);
    assert.equal((await call(at, `DELETE ${UC}/catalogs/sandbox`)).status, 200);
    assert.equal((await call(at, `GET ${UC}/catalogs/sandbox`)).status, 404);
  });

  const underscored: readonly { list: string; error: string; below: JsonObject }[] = [
    { list: 'catalogs', error: 'CATALOG_ALREADY_EXISTS', below: {} },
    { list: 'schemas', error: 'SCHEMA_ALREADY_EXISTS', below: { catalog_name: 'main' } },
    { list: 'volumes', error: 'VOLUME_ALREADY_EXISTS', below: { catalog_name: 'main', schema_name: 'default' } },
  ];
  for (const { list, error, below } of underscored) {
    it(`lists ${list} whose names begin with an underscore, and makes none twice`, async () => {
      const { at } = newFixture();
      const fields = { ...below, name: '_raw', ...(list === 'volumes' && { volume_type: 'MANAGED' }) };
      assert.equal((await call(at, `POST ${UC}/${list}`, fields)).status, 200);
      assert.deepEqual(errorOf(await call(at, `POST ${UC}/${list}`, fields)), [409, error]);
      assert.ok(names((await call(at, `GET ${UC}/${list}`, below)).body[list]).includes('_raw'));
    });
  }

  it('knows the tables that Spark wrote, with their columns', async () => {
    const { at } = newFixture();
    const { body } = await call(at, `GET ${UC}/tables/main.default.orders`);
    const columns = (body['columns'] as readonly JsonObject[]).map(
      ({ name, type_text, type_name, nullable, comment, partition_index }): JsonObject => ({
        name,
        type_text,
        type_name,
        nullable,
        comment,
        partition_index,
      }),
    );
    assert.deepEqual(columns, [
      {
        name: 'id',
        type_text: 'bigint',
        type_name: 'LONG',
        nullable: false,
        comment: 'key',
        partition_index: undefined,
      },
      {
        name: 'tags',
        type_text: 'array<string>',
        type_name: 'ARRAY',
        nullable: true,
        comment: undefined,
        partition_index: undefined,
      },
      {
        name: 'price',
        type_text: 'decimal(10,2)',
        type_name: 'DECIMAL',
        nullable: true,
        comment: undefined,
        partition_index: 0,
      },
    ]);
    assert.deepEqual(body['properties'], { 'delta.enableChangeDataFeed': 'true' });
    const listed = await call(at, `GET ${UC}/tables`, { catalog_name: 'main', schema_name: 'default' });
    assert.deepEqual(names(listed.body['tables']), ['orders']);
    assert.deepEqual((await call(at, `GET ${UC}/tables/main.default.orders/exists`)).body, { table_exists: true });
    await call(at, `DELETE ${UC}/tables/main.default.orders`);
    assert.deepEqual((await call(at, `GET ${UC}/tables/main.default.orders/exists`)).body, { table_exists: false });
  });

  it('makes, lists and drops volumes', async () => {
    const { at } = newFixture();
    const volume = { catalog_name: 'main', schema_name: 'default', name: 'raw', volume_type: 'MANAGED' };
    await call(at, `POST ${UC}/volumes`, volume);
    await call(at, `PATCH ${UC}/volumes/main.default.raw`, { comment: 'input' });
    const { body } = await call(at, `GET ${UC}/volumes`, { catalog_name: 'main', schema_name: 'default' });
    const [{ full_name, comment }] = body['volumes'] as [JsonObject];
    assert.deepEqual([full_name, comment], ['main.default.raw', 'input']);
    assert.equal((await call(at, `GET ${UC}/volumes/main.default.raw`)).body['comment'], 'input');
    await call(at, `DELETE ${UC}/volumes/main.default.raw`);
    assert.equal((await call(at, `GET ${UC}/volumes/main.default.raw`)).status, 404);
  });

  const refused: readonly { endpoint: string; fields?: JsonObject; error: readonly [number, string] }[] = [
    { endpoint: 'GET /catalogs/none', error: [404, 'CATALOG_DOES_NOT_EXIST'] },
    { endpoint: 'PATCH /catalogs/none', error: [404, 'CATALOG_DOES_NOT_EXIST'] },
    { endpoint: 'DELETE /catalogs/none', error: [404, 'CATALOG_DOES_NOT_EXIST'] },
    { endpoint: 'POST /catalogs', fields: { name: 'main' }, error: [409, 'CATALOG_ALREADY_EXISTS'] },
    { endpoint: 'POST /catalogs', fields: {}, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'POST /catalogs', fields: { name: 'a/b' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'POST /catalogs', fields: { name: '..' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'POST /catalogs', fields: { name: 'ü'.repeat(128) }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'POST /catalogs', fields: { name: 1 }, error: [400, 'MALFORMED_REQUEST'] },
    { endpoint: 'GET /catalogs', fields: { page_token: 'x' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'GET /schemas', fields: {}, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'GET /schemas', fields: { catalog_name: 'none' }, error: [404, 'CATALOG_DOES_NOT_EXIST'] },
    { endpoint: 'GET /schemas/main.none', error: [404, 'SCHEMA_DOES_NOT_EXIST'] },
    { endpoint: 'GET /schemas/main', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'GET /schemas/main...%2Fprod', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'PATCH /schemas/main.none', error: [404, 'SCHEMA_DOES_NOT_EXIST'] },
    { endpoint: 'DELETE /schemas/main.none', error: [404, 'SCHEMA_DOES_NOT_EXIST'] },
    { endpoint: 'DELETE /schemas/main.default', error: [400, 'INVALID_STATE'] },
    {
      endpoint: 'POST /schemas',
      fields: { catalog_name: 'main', name: 'default' },
      error: [409, 'SCHEMA_ALREADY_EXISTS'],
    },
    {
      endpoint: 'POST /volumes',
      fields: { catalog_name: 'main', schema_name: 'default', name: 'v', volume_type: 'EXTERNAL' },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      endpoint: 'POST /volumes',
      fields: { catalog_name: 'main', schema_name: 'none', name: 'v' },
      error: [404, 'SCHEMA_DOES_NOT_EXIST'],
    },
    { endpoint: 'GET /volumes', fields: { catalog_name: 'main' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'GET /volumes/main.default.none', error: [404, 'VOLUME_DOES_NOT_EXIST'] },
    { endpoint: 'PATCH /volumes/main.default.none', error: [404, 'VOLUME_DOES_NOT_EXIST'] },
    { endpoint: 'DELETE /volumes/main.default.none', error: [404, 'VOLUME_DOES_NOT_EXIST'] },
    { endpoint: 'GET /tables/main.default.none', error: [404, 'TABLE_DOES_NOT_EXIST'] },
    { endpoint: 'GET /tables/main.default', error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'GET /tables', fields: { catalog_name: 'main' }, error: [400, 'INVALID_PARAMETER_VALUE'] },
    { endpoint: 'GET /tables/none.default.t/exists', error: [404, 'CATALOG_DOES_NOT_EXIST'] },
    { endpoint: 'DELETE /tables/main.default.none', error: [404, 'TABLE_DOES_NOT_EXIST'] },
  ];
  for (const { endpoint, fields = {}, error } of refused) {
    it(`refuses ${endpoint} ${toJson(fields)}`, async () => {
      const { at } = newFixture();
      assert.deepEqual(errorOf(await call(at, endpoint.replace(' ', ` ${UC}`), fields)), error);
    });
  }
});
