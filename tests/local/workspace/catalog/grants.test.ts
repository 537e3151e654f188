import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { call, errorOf, useAccountServer } from '../../../kit/workspace/stand-in';

const UC = '/api/2.1/unity-catalog';
const GROUPS = ['scorers', 'trainers', 'readers'];

function sorted(assignments: Json | undefined): readonly JsonObject[] {
  const named = assignments as readonly (JsonObject & { readonly principal: string })[];
  return named.toSorted((one, other) => (one.principal < other.principal ? -1 : 1));
}

describe('grants', () => {
  const addAccount = useAccountServer();

  function newFixture(groups = GROUPS): Workspace {
    return addAccount({ groups: groups.map((displayName) => ({ displayName, members: [] })) }).firstWorkspace;
  }

  async function grant(at: Workspace, securable: string, { principal, add }: { principal: string; add: string[] }) {
    const answer = await call(at, `PATCH ${UC}/permissions/${securable}`, { changes: [{ principal, add }] });
    assert.equal(answer.status, 200);
  }

  it('are added, shown and taken away', async () => {
    const at = newFixture();
    await grant(at, 'schema/main.default', { principal: 'scorers', add: ['USE_SCHEMA', 'select'] });
    const { body } = await call(at, `GET ${UC}/permissions/schema/main.default`);
    assert.deepEqual(body['privilege_assignments'], [{ principal: 'scorers', privileges: ['SELECT', 'USE_SCHEMA'] }]);
    const changes = [{ principal: 'scorers', remove: ['SELECT', 'USE_SCHEMA'] }];
    const taken = await call(at, `PATCH ${UC}/permissions/schema/main.default`, { changes });
    assert.deepEqual(taken.body, { privilege_assignments: [] });
  });

  it('apply to the contents, where ALL PRIVILEGES is listed one by one', async () => {
    const at = newFixture();
    const volume = { catalog_name: 'main', schema_name: 'default', name: 'raw' };
    await call(at, `POST ${UC}/volumes`, volume);
    await grant(at, 'catalog/main', { principal: 'trainers', add: ['USE_CATALOG'] });
    await grant(at, 'schema/main.default', { principal: 'scorers', add: ['ALL_PRIVILEGES'] });
    await grant(at, 'volume/main.default.raw', { principal: 'scorers', add: ['READ_VOLUME'] });

    const direct = await call(at, `GET ${UC}/permissions/schema/main.default`);
    assert.deepEqual(direct.body['privilege_assignments'], [{ principal: 'scorers', privileges: ['ALL_PRIVILEGES'] }]);
    const { body } = await call(at, `GET ${UC}/effective-permissions/volume/main.default.raw`);
    const inherited = { inherited_from_type: 'SCHEMA', inherited_from_name: 'main.default' };
    assert.deepEqual(sorted(body['privilege_assignments']), [
      {
        principal: 'scorers',
        privileges: [
          { privilege: 'READ_VOLUME' },
          { privilege: 'APPLY_TAG', ...inherited },
          { privilege: 'READ_VOLUME', ...inherited },
          { privilege: 'WRITE_VOLUME', ...inherited },
        ],
      },
      {
        principal: 'trainers',
        privileges: [{ privilege: 'USE_CATALOG', inherited_from_type: 'CATALOG', inherited_from_name: 'main' }],
      },
    ]);
  });

  it('are given on registered models, too', async () => {
    const at = newFixture();
    at.account.models.records.changeModel('main.default.churn', { owner: 'dev@example.com' });
    await grant(at, 'function/main.default.churn', { principal: 'scorers', add: ['EXECUTE'] });
    const { body } = await call(at, `GET ${UC}/effective-permissions/function/main.default.churn`);
    assert.deepEqual(body['privilege_assignments'], [{ principal: 'scorers', privileges: [{ privilege: 'EXECUTE' }] }]);
  });

  it('may come as an empty page with another one behind it', async () => {
    const many = Array.from({ length: 151 }, (_, index) => `group-${index}`);
    const at = newFixture(many);
    const changes = many.map((principal) => ({ principal, add: ['USE_CATALOG'] }));
    await call(at, `PATCH ${UC}/permissions/catalog/main`, { changes, omit_permissions_in_response: true });
    const first = await call(at, `GET ${UC}/permissions/catalog/main`, { max_results: 0 });
    const [last] = await restOf(at, first.body);
    const filtered = await call(at, `GET ${UC}/permissions/catalog/main`, { max_results: 150, principal: last });
    assert.deepEqual(filtered.body['privilege_assignments'], []);
    assert.deepEqual(await restOf(at, filtered.body), [last]);
  });

  async function restOf(at: Workspace, page: JsonObject): Promise<readonly string[]> {
    const fields = { max_results: 0, page_token: page['next_page_token'] };
    const { body } = await call(at, `GET ${UC}/permissions/catalog/main`, fields);
    return (body['privilege_assignments'] as readonly JsonObject[]).map(({ principal }) => principal as string);
  }

  const change = (more: JsonObject): JsonObject => ({ changes: [{ principal: 'scorers', ...more }] });
  const refused: readonly { name: string; endpoint: string; fields: JsonObject; error: readonly [number, string] }[] = [
    {
      name: 'one privilege both added and removed',
      endpoint: 'PATCH /permissions/catalog/main',
      fields: change({ add: ['USE_CATALOG'], remove: ['USE CATALOG'] }),
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a principal nobody knows',
      endpoint: 'PATCH /permissions/catalog/main',
      fields: { changes: [{ principal: "o'neil@example.com", add: ['USE_CATALOG'] }] },
      error: [404, 'PRINCIPAL_DOES_NOT_EXIST'],
    },
    {
      name: 'no principal',
      endpoint: 'PATCH /permissions/catalog/main',
      fields: { changes: [{ add: ['USE_CATALOG'] }] },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'changes of another type',
      endpoint: 'PATCH /permissions/catalog/main',
      fields: { changes: 'all' },
      error: [400, 'MALFORMED_REQUEST'],
    },
    {
      name: 'a small page',
      endpoint: 'GET /permissions/catalog/main',
      fields: { max_results: 10 },
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a securable that is not there',
      endpoint: 'GET /permissions/schema/main.none',
      fields: {},
      error: [404, 'SCHEMA_DOES_NOT_EXIST'],
    },
    {
      name: 'a model that is not there',
      endpoint: 'GET /effective-permissions/function/main.default.none',
      fields: {},
      error: [404, 'RESOURCE_DOES_NOT_EXIST'],
    },
    {
      name: 'a kind of securable that there is not',
      endpoint: 'GET /permissions/model/main.default.none',
      fields: {},
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
    {
      name: 'a name that climbs',
      endpoint: 'GET /permissions/catalog/..%2F..',
      fields: {},
      error: [400, 'INVALID_PARAMETER_VALUE'],
    },
  ];
  for (const { name, endpoint, fields, error } of refused) {
    it(`refuse ${name}`, async () => {
      assert.deepEqual(errorOf(await call(newFixture(), endpoint.replace(' ', ` ${UC}`), fields)), error);
    });
  }
});
