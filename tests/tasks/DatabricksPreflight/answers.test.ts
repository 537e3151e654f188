import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scalarText } from '../../../lib/core/lossless-json';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import {
  EXPECT,
  GROUP,
  LEVELS,
  ME,
  OTHER,
  runPreflight,
  usePreflightFixtures,
  type PreflightFixture,
} from '../../kit/tasks/preflight-fixture';
import { variants } from '../../kit/tier';
import { call } from '../../kit/workspace/stand-in';

const REGISTRY = '/api/2.0/mlflow/registered-models/search';
const PRINCIPAL = '3f6c1a52-0000-4000-8000-00000000c1c1';

/** Grants on a securable of the workspace, to the identity unless another is named. */
function give(
  fixture: PreflightFixture,
  on: string,
  { privileges, to = ME }: { privileges: readonly string[]; to?: string },
): void {
  const [kind = '', fullName = ''] = on.split('/');
  const { grants } = fixture.workspace.account.metastore;
  grants.change({ kind, fullName }, { principal: to, add: privileges, remove: [] });
}

describeOnNode('DatabricksPreflight', (node) => {
  const newFixture = usePreflightFixtures();
  const run = (fixture: PreflightFixture, inputs: Readonly<Record<string, string>>) =>
    runPreflight({ workspace: fixture.workspace, node }, inputs);

  it('says who, how, where and which registry, without any expectation', async () => {
    const fixture = await newFixture();
    give(fixture, 'catalog/main', { privileges: ['USE_CATALOG', 'USE_SCHEMA', 'EXECUTE'] });
    const step = await run(fixture, { modelName: 'main.ml.churn' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.deepEqual(step.outputs, { identity: ME, registryKind: 'unityCatalog', missingGrants: '', signOffRun: '' });
    const log = step.log.join('\n');
    assert.match(log, /^identity dev@example\.com +known +in users, ml-engineers$/m);
    assert.match(log, /^login by personal access token +known +nobody tells when it ends$/m);
    assert.match(log, new RegExp(`^workspace ${fixture.workspace.orgId} at http://127\\S+ +known +reachable$`, 'm'));
    assert.match(log, /^registry of model main\.ml\.churn +known +Unity Catalog: 'main\.ml\.churn' has the form/m);
    assert.match(String(step.summaries[0]?.content), /^## Preflight\n\n\| Check \| Result \| Because \|/);
  });

  it('asks for a service principal by its application ID, and tells when its token ends', async () => {
    const secret = 'dose-of-a-secret';
    const fixture = await newFixture({
      servicePrincipals: [{ applicationId: PRINCIPAL, displayName: 'ci-bot', secret }],
    });
    const parameters = { username: PRINCIPAL, password: secret };
    const endpoint = { authorization: { scheme: 'UsernamePassword', parameters } };
    const step = await runPreflight(
      { workspace: fixture.workspace, node, endpoint },
      { expect: '- catalog: main\n  needs: USE_CATALOG' },
    );
    assert.equal(step.outputs['missingGrants'], `GRANT USE CATALOG ON CATALOG \`main\` TO \`${PRINCIPAL}\`;`);
    const log = step.log.join('\n');
    // The agent hides the user name of a connection in logs; the Tests tab and the summary show it.
    assert.match(log, /^identity \*\*\* +known +ci-bot, in users$/m);
    assert.match(String(step.testResults[0]?.files[0]?.content), new RegExp(`TO \`${PRINCIPAL}\`;</failure>`));
    assert.match(String(step.summaries[0]?.content), new RegExp(`^ {4}GRANT .* TO \`${PRINCIPAL}\`;$`, 'm'));
    assert.match(log, /^login by OAuth secret of a service principal +known +the token ends in (?:59 min.*|1 h)$/m);
    assert.doesNotMatch(log, new RegExp(secret));
  });

  describe('finds the registry', () => {
    it('of the workspace by a name without dots', async () => {
      const fixture = await newFixture();
      fixture.workspace.addFault({ method: 'GET', path: REGISTRY, status: 200, body: {} });
      const step = await run(fixture, { modelName: 'churn' });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.equal(step.outputs['registryKind'], 'workspace');
    });

    it('of the workspace switched off, with the words of the service', async () => {
      const fixture = await newFixture();
      const body = { error_code: 'FEATURE_DISABLED', message: 'Workspace model registry is disabled.' };
      fixture.workspace.addFault({ method: 'GET', path: REGISTRY, status: 404, body });
      const step = await run(fixture, { modelName: 'churn' });
      assert.equal(step.result, 'Failed');
      assert.match(
        step.issues[0]?.message ?? '',
        /registry of model churn: unseen, .*switched off; 404 FEATURE_DISABLED: Workspace model registry is disabled/,
      );
    });

    it('without the schema that the model is to lie in', async () => {
      const fixture = await newFixture();
      give(fixture, 'catalog/main', { privileges: ['USE_CATALOG', 'USE_SCHEMA'] });
      const step = await run(fixture, { modelName: 'main.nowhere.churn' });
      assert.match(
        step.issues[0]?.message ?? '',
        /registry of model main\.nowhere\.churn: absent, .*no schema main\.nowhere/,
      );
    });

    const CONTRADICTIONS: readonly (readonly [inputs: Readonly<Record<string, string>>, says: RegExp])[] = [
      [
        { modelName: 'churn', registry: 'unityCatalog' },
        /'churn', which Unity Catalog does not accept: it has 1 part, not/,
      ],
      [{ modelName: 'ml.churn' }, /'modelName' is 'ml\.churn', a name of 2 parts/],
      [{ modelName: 'main..churn' }, /which Unity Catalog does not accept: a part of it is empty/],
      [{ registry: 'workspace' }, /'registry' is workspace, and 'modelName' is not set/],
    ];
    for (const [inputs, says] of variants(CONTRADICTIONS)) {
      it(`to be a mistake in ${JSON.stringify(inputs)}`, async () => {
        const fixture = await newFixture();
        const before = fixture.workspace.requests.length;
        const step = await run(fixture, inputs);
        assert.equal(step.result, 'Failed');
        assert.match(step.issues[0]?.message ?? '', says);
        assert.equal(fixture.workspace.requests.length, before);
      });
    }
  });

  it('warns about missing permissions with onMissing: warn, and ends with issues', async () => {
    const fixture = await newFixture();
    const step = await run(fixture, { expect: '- read: main.ml.customers', onMissing: 'warn' });
    assert.equal(step.result, 'SucceededWithIssues');
    assert.deepEqual(
      step.issues.map(({ type }) => type),
      ['warning'],
    );
    assert.match(
      step.issues[0]?.message ?? '',
      /3 of the checks failed[\s\S]*SELECT on table main\.ml\.customers: missing/,
    );
    assert.equal(step.outputs['missingGrants']?.split('\n').length, 3);
  });

  it('knows where a privilege comes from', async () => {
    const fixture = await newFixture();
    give(fixture, 'catalog/main', { privileges: ['USE_CATALOG'], to: 'account users' });
    give(fixture, 'catalog/main', { privileges: ['USE_SCHEMA'] });
    give(fixture, 'schema/main.ml', { privileges: ['SELECT'], to: GROUP });
    const log = (await run(fixture, { expect: '- read: main.ml.customers' })).log.join('\n');
    assert.match(log, /^USE_CATALOG on catalog main +inherited +through group account users$/m);
    assert.match(log, /^USE_SCHEMA on schema main\.ml +inherited +from catalog main$/m);
    assert.match(
      log,
      /^SELECT on table main\.ml\.customers +inherited +from schema main\.ml, through group ml-engineers$/m,
    );
  });

  it('takes all privileges for everything but MANAGE', async () => {
    const fixture = await newFixture();
    give(fixture, 'catalog/main', { privileges: ['ALL_PRIVILEGES'], to: GROUP });
    const step = await run(fixture, { expect: '- promote: main.ml.churn\n- write: main.ml.scores' });
    assert.equal(step.outputs['missingGrants'], `GRANT MANAGE ON FUNCTION \`main\`.\`ml\`.\`churn\` TO \`${ME}\`;`);
  });

  for (const owner of variants([GROUP, ME])) {
    it(`lets the owner ${owner} do everything`, async () => {
      const fixture = await newFixture({ modelOwner: owner });
      give(fixture, 'catalog/main', { privileges: ['USE_CATALOG', 'USE_SCHEMA'] });
      const step = await run(fixture, { expect: '- promote: main.ml.churn' });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.match(step.log.join('\n'), /^MANAGE on model main\.ml\.churn +held +owner/m);
    });
  }

  it('asks for a model that is yet to come on its schema', async () => {
    const fixture = await newFixture();
    give(fixture, 'catalog/main', { privileges: ['USE_CATALOG', 'USE_SCHEMA'] });
    const step = await run(fixture, { expect: '- train: main.ml.new\n- promote: main.ml.new' });
    assert.deepEqual(
      step.outputs['missingGrants']?.split('\n'),
      ['CREATE MODEL', 'MANAGE', 'EXECUTE', 'APPLY TAG'].map(
        (privilege) => `GRANT ${privilege} ON SCHEMA \`main\`.\`ml\` TO \`${ME}\`;`,
      ),
    );
    assert.match(
      String(step.summaries[0]?.content),
      /CREATE\\_MODEL on schema main.ml \| missing \| .*; model main\.ml\.new is not there yet/,
    );
  });

  it('distinguishes missing objects from missing permissions', async () => {
    const fixture = await newFixture();
    give(fixture, 'catalog/main', { privileges: ['USE_CATALOG', 'USE_SCHEMA'] });
    const expect =
      '- read: main.ml.none\n- model: main.ml.none\n  needs: EXECUTE\n- job: none\n  needs: CAN_VIEW\n- job: 77\n  needs: CAN_VIEW\n- cluster: 0000-000000-none\n  needs: CAN_RESTART\n- folder: /None\n  needs: CAN_READ\n- folder: /Projects/score\n  needs: CAN_READ';
    const step = await run(fixture, { expect });
    assert.equal(step.result, 'Failed');
    assert.equal(step.log.filter((line) => / {2}absent {2}/.test(line)).length, 7, step.log.join('\n'));
    assert.match(step.log.join('\n'), /CAN_READ on folder \/Projects\/score +absent +a notebook is at this path/);
    assert.equal(step.outputs['missingGrants'], '');
  });

  it('lets administrators do everything with existing objects', async () => {
    const fixture = await newFixture({ groups: [{ displayName: 'admins', members: [ME] }] });
    const objects = EXPECT.slice(EXPECT.indexOf('- job'));
    const step = await run(fixture, { expect: `${objects}- job: none\n  needs: CAN_VIEW` });
    assert.equal(step.log.filter((line) => line.includes('through group admins')).length, LEVELS.length);
    assert.match(step.issues[0]?.message ?? '', /1 of the checks failed\.\n- CAN_VIEW on job none: absent/);
  });

  it('does not guess which of two jobs of one name is meant', async () => {
    const fixture = await newFixture();
    const tasks = [{ task_key: 'main', notebook_task: { notebook_path: '/Projects/score' } }];
    const ids = ['twin', 'twin'].map((name) => fixture.workspace.createJob({ name, tasks }));
    const step = await run(fixture, { expect: '- job: twin\n  needs: CAN_VIEW' });
    const message = step.issues[0]?.message ?? '';
    assert.match(message, /CAN_VIEW on job twin: unseen, cannot be seen \(2 have this name/);
    assert.ok(ids.every((id) => message.includes(id)));
    const byId = await run(fixture, { expect: `- job: ${ids[0]}\n  needs: IS_OWNER` });
    assert.equal(byId.result, 'Succeeded', byId.log.join('\n'));
  });

  it('inherits from folders above', async () => {
    const fixture = await newFixture();
    const { body } = await call(fixture.workspace, 'GET /api/2.0/workspace/get-status', { path: '/Shared' });
    const access_control_list = [{ group_name: GROUP, permission_level: 'CAN_MANAGE' }];
    const shared = scalarText(body['object_id']);
    await call(fixture.workspace, `PUT /api/2.0/permissions/directories/${shared}`, { access_control_list });
    const step = await run(fixture, { expect: '- folder: /Shared/churn\n  needs: CAN_EDIT' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.match(step.log.join('\n'), /inherited +CAN_MANAGE, inherited, through group ml-engineers/);
  });

  it('counts a file and the step together, and each expectation once', async () => {
    const fixture = await newFixture();
    const folder = mkdtempSync(join(tmpdir(), 'grants-'));
    const grantsFile = join(folder, 'grants.json');
    writeFileSync(grantsFile, JSON.stringify([{ read: 'main.ml.customers' }, { write: 'main.ml.scores' }]));
    const step = await run(fixture, { expect: '- read: MAIN.ml.customers', grantsFile });
    rmSync(folder, { recursive: true });
    assert.deepEqual(
      step.outputs['missingGrants']?.split('\n').map((line) => line.replace(/ TO .*/, '')),
      [
        'GRANT USE CATALOG ON CATALOG `main`',
        'GRANT USE SCHEMA ON SCHEMA `main`.`ml`',
        'GRANT SELECT ON TABLE `main`.`ml`.`customers`',
        'GRANT SELECT ON TABLE `main`.`ml`.`scores`',
        'GRANT MODIFY ON TABLE `main`.`ml`.`scores`',
      ],
    );
  });

  it('asks once about each thing, and about groups only when the identity lacks something', async () => {
    const fixture = await newFixture();
    await fixture.permitAllBut();
    const before = fixture.workspace.requests.length;
    await run(fixture, { expect: EXPECT });
    const paths = fixture.workspace.requests.slice(before).map(({ path, query }) => `${path} ${JSON.stringify(query)}`);
    assert.equal(new Set(paths).size, paths.length, paths.join('\n'));
    // The identity, six securables, and for four objects their id and their list.
    assert.equal(paths.length, 15, paths.join('\n'));
  });

  it('lets no name act in the log', async () => {
    const expect = '- job: "##vso[task.setvariable variable=a]b"\n  needs: CAN_VIEW';
    const step = await run(await newFixture(), { expect });
    assert.equal(step.result, 'Failed');
    assert.deepEqual(Object.keys(step.outputs).toSorted(), ['identity', 'missingGrants', 'registryKind', 'signOffRun']);
    assert.ok(step.rawLines.every((line) => !line.includes('##vso[task.setvariable variable=a]')));
  });

  it('reports all mistakes of both lists at once, with their places, before it asks anything', async () => {
    const fixture = await newFixture();
    const before = fixture.workspace.requests.length;
    const folder = mkdtempSync(join(tmpdir(), 'grants-'));
    const grantsFile = join(folder, 'grants.yml');
    writeFileSync(grantsFile, '- tabel: a.b.c\n');
    const step = await run(fixture, { expect: '- read: customers\n- job: x\n  needs: CAN_RUN', grantsFile });
    rmSync(folder, { recursive: true });
    const message = step.issues[0]?.message ?? '';
    assert.match(message, /expect:1:9: expected catalog\.schema\.table, found "customers"/);
    assert.match(
      message,
      /expect:3:10: 'CAN_RUN' cannot be granted on a job; known are: CAN_VIEW, CAN_MANAGE_RUN, CAN_MANAGE, IS_OWNER\./,
    );
    assert.match(message, /grants\.yml:1:3: unknown key 'tabel'; did you mean 'table'\?/);
    assert.equal(fixture.workspace.requests.length, before);
    assert.equal(OTHER in step.outputs, false);
  });
});
