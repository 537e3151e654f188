import assert from 'node:assert/strict';
import { ScriptedService, type Answer } from '../../kit/http/scripted-service';

const PATH = '/api/2.1/unity-catalog/effective-permissions/function/main.ml.churn';
const OWNER = '/api/2.1/unity-catalog/models/main.ml.churn';
const MODEL = { grantsType: 'function', collection: 'models', fullName: 'main.ml.churn' };
const absent = { status: 404, body: '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"gone"}' };
const execute = { principal: 'ci', privileges: [{ privilege: 'EXECUTE' }] };

describe('GrantsClient', () => {
  it('gathers what a principal may do over all pages, empty ones among them', async () => {
    const inherited = { privilege: 'USE_CATALOG', inherited_from_type: 'CATALOG', inherited_from_name: 'main' };
    const service = new ScriptedService({
      [PATH]: [
        { next_page_token: 'b' },
        { privilege_assignments: [], next_page_token: 'c' },
        { privilege_assignments: [execute, { principal: 'ci', privileges: [inherited] }], next_page_token: '' },
      ],
    });
    assert.deepEqual(await service.workspace.grants.effective(MODEL, 'ci'), [
      { principal: 'ci', privilege: 'EXECUTE', inheritedFrom: undefined },
      { principal: 'ci', privilege: 'USE_CATALOG', inheritedFrom: 'catalog main' },
    ]);
    assert.deepEqual(
      service.to(PATH).map(({ url }) => new URL(url).search),
      ['', '&page_token=b', '&page_token=c'].map((token) => `?principal=ci&max_results=0${token}`),
    );
  });

  const ODD: readonly (readonly [what: string, answer: Answer])[] = [
    ['nothing at all', {}],
    ['a privilege without a name', { privilege_assignments: [{ principal: 'ci', privileges: [{}] }] }],
    ['privileges in another form', { privilege_assignments: [{ principal: 'ci', privileges: ['EXECUTE'] }] }],
  ];
  for (const [what, answer] of ODD) {
    it(`reads no privilege out of ${what}`, async () => {
      const found = await new ScriptedService({ [PATH]: answer }).workspace.grants.effective(MODEL, 'ci');
      assert.equal(
        found?.some(({ privilege }) => privilege !== ''),
        false,
      );
    });
  }

  it('takes a principal that Unity Catalog does not know for one without grants', async () => {
    const stranger = { status: 404, body: '{"error_code":"PRINCIPAL_DOES_NOT_EXIST","message":"who?"}' };
    const { grants } = new ScriptedService({ [PATH]: stranger }).workspace;
    assert.deepEqual(await grants.effective(MODEL, 'admins'), []);
  });

  it('does not go round in circles', async () => {
    const { workspace } = new ScriptedService({ [PATH]: { next_page_token: 'b' } });
    await assert.rejects(workspace.grants.effective(MODEL, 'ci'), { code: 'LIST_ENDLESS' });
  });

  it('tells absence from everything else', async () => {
    const { grants } = new ScriptedService({ [PATH]: absent, [OWNER]: absent }).workspace;
    assert.equal(await grants.effective(MODEL, 'ci'), undefined);
    assert.equal(await grants.owner(MODEL), undefined);
    const off = { status: 404, body: '{"error_code":"ENDPOINT_NOT_FOUND","message":"No API found"}' };
    await assert.rejects(new ScriptedService({ [PATH]: off }).workspace.grants.effective(MODEL, 'ci'), /No API found/);
  });

  it('knows the owner, or that nobody tells', async () => {
    const { grants } = new ScriptedService({ [OWNER]: [{ owner: 'ada' }, {}] }).workspace;
    assert.deepEqual([await grants.owner(MODEL), await grants.owner(MODEL)], ['ada', '']);
  });
});
