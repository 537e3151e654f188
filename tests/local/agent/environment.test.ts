import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { delimiter } from 'node:path';
import { restore, stub } from 'sinon';
import type { ServiceEndpoint } from '../../../local/agent/job';
import { AgentFixture, environmentOf, PRINT_ENVIRONMENT, printing } from '../../kit/local-agent/agent-fixture';

const DATABRICKS: ServiceEndpoint = {
  id: '0a5f7c80-9c6b-4d2f-8a43-6d1f9b1f2e01',
  name: 'dev-databricks',
  type: 'databricks-mlops',
  url: 'https://adb-1.example/',
  authorization: { scheme: 'Token', parameters: { apitoken: 'dapi-1', tenantId: 't-1' } },
  data: { 'auth.kind': 'pat' },
};
const OTHER: ServiceEndpoint = { ...DATABRICKS, id: '0a5f7c80-9c6b-4d2f-8a43-6d1f9b1f2e02', name: 'prod-databricks' };

const CONNECTION_INPUT = { inputs: [{ name: 'connection', type: 'connectedService:databricks-mlops' }] };

describe('the environment of a task', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => {
    restore();
    fixture.dispose();
  });

  it('is built, not inherited from the shell that runs the agent', async () => {
    stub(process, 'env').value({ ...process.env, LAPTOP_SECRET: 'must not leak' });
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }));
    assert.equal(environment['LAPTOP_SECRET'], undefined);
    assert.equal(environment['PATH'], process.env['PATH']);
    assert.notEqual(environment['HOME'], process.env['HOME']);
  });

  it('gets what the caller adds to the agent itself', async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT },
      { job: { machine: { NODE_OPTIONS: '--no-warnings' } } },
    );
    assert.equal(environmentOf(result)['NODE_OPTIONS'], '--no-warnings');
  });

  it('has the built-in variables of a job on Azure DevOps Services', async () => {
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }, { step: { name: 'train' } }));
    const expected = {
      TF_BUILD: 'True',
      SYSTEM_HOSTTYPE: 'build',
      SYSTEM_COLLECTIONURI: 'https://dev.azure.com/contoso/',
      SYSTEM_JOBATTEMPT: '1',
      SYSTEM_STAGEATTEMPT: '1',
      SYSTEM_TASKINSTANCENAME: 'train',
      SYSTEM_TASKDISPLAYNAME: 'Fake task',
      BUILD_SOURCEBRANCH: 'refs/heads/main',
      BUILD_SOURCEBRANCHNAME: 'main',
      BUILD_BUILDURI: 'vstfs:///Build/Build/214',
      AGENT_JOBSTATUS: 'Succeeded',
      'agent.jobstatus': 'Succeeded',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, environment[name]])), expected);
    assert.match(environment['SYSTEM_TASKINSTANCEID'] ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.match(environment['AGENT_VERSION'] ?? '', /^\d+\.\d+\.\d+$/);
  });

  it('lets given variables override built-in ones, in any case, and derives the rest from them', async () => {
    const variables = {
      'system.teamfoundationcollectionuri': 'http://127.0.0.1:1/',
      'SYSTEM.COLLECTIONURI': 'http://127.0.0.1:1/',
      'System.PlanId': 'plan-7',
      'Build.SourceBranch': 'refs/heads/feature/x',
    };
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }, { job: { variables } }));
    assert.equal(environment['SYSTEM_PLANID'], 'plan-7');
    assert.equal(environment['BUILD_SOURCEBRANCHNAME'], 'x');
    assert.equal(environment['ENDPOINT_URL_SYSTEMVSSCONNECTION'], 'http://127.0.0.1:1/');
    assert.match(
      environment['SYSTEM_OIDCREQUESTURI'] ?? '',
      /^http:\/\/127\.0\.0\.1:1\/.*\/plans\/plan-7\/jobs\/.*\/oidctoken$/,
    );
  });

  it('names public and secret variables apart and never shows a secret as a plain variable', async () => {
    const variables = { 'my.flag': 'on', 'My Secret': { value: 'hush-hush', secret: true } } as const;
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }, { job: { variables } }));
    assert.equal(environment['MY_FLAG'], 'on');
    assert.equal(environment['MY_SECRET'], undefined);
    assert.equal(environment['SECRET_MY_SECRET'], 'hush-hush');
    const publicNames = JSON.parse(environment['VSTS_PUBLIC_VARIABLES'] ?? '') as string[];
    const secretNames = JSON.parse(environment['VSTS_SECRET_VARIABLES'] ?? '') as string[];
    assert.ok(publicNames.includes('my.flag') && !publicNames.includes('My Secret'));
    assert.deepEqual(secretNames, ['System.AccessToken', 'My Secret']);
  });

  it('hides a public variable once a secret was expanded into it', async () => {
    const variables = { url: 'https://x/?t=$(token)', token: { value: 'tok-123', secret: true } } as const;
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }, { job: { variables } }));
    assert.equal(environment['URL'], undefined);
    assert.equal(environment['SECRET_URL'], 'https://x/?t=tok-123');
  });

  it('hands over the named connection only, and the job token always', async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT, json: CONNECTION_INPUT },
      {
        step: { inputs: { connection: DATABRICKS.id } },
        job: { endpoints: [DATABRICKS, OTHER], systemAccessToken: 'token-of-the-job' },
      },
    );
    const { id } = DATABRICKS;
    const found = Object.entries(environmentOf(result)).filter(([name]) => name.startsWith('ENDPOINT_'));
    assert.deepEqual(Object.fromEntries(found), {
      [`ENDPOINT_URL_${id}`]: 'https://adb-1.example/',
      [`ENDPOINT_AUTH_${id}`]: '{"parameters":{"apitoken":"dapi-1","tenantId":"t-1"},"scheme":"Token"}',
      [`ENDPOINT_AUTH_SCHEME_${id}`]: 'Token',
      [`ENDPOINT_AUTH_PARAMETER_${id}_APITOKEN`]: 'dapi-1',
      [`ENDPOINT_AUTH_PARAMETER_${id}_TENANTID`]: 't-1',
      [`ENDPOINT_DATA_${id}`]: '{"auth.kind":"pat"}',
      [`ENDPOINT_DATA_${id}_AUTH_KIND`]: 'pat',
      ENDPOINT_URL_SYSTEMVSSCONNECTION: 'https://dev.azure.com/contoso/',
      ENDPOINT_AUTH_SYSTEMVSSCONNECTION: '{"parameters":{"AccessToken":"token-of-the-job"},"scheme":"OAuth"}',
      ENDPOINT_AUTH_SCHEME_SYSTEMVSSCONNECTION: 'OAuth',
      ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN: 'token-of-the-job',
    });
  });

  it('hands over every connection of a comma-separated input', async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT, json: CONNECTION_INPUT },
      { step: { inputs: { connection: `${DATABRICKS.id}, ${OTHER.id}` } }, job: { endpoints: [DATABRICKS, OTHER] } },
    );
    const environment = environmentOf(result);
    assert.ok(environment[`ENDPOINT_URL_${DATABRICKS.id}`]);
    assert.ok(environment[`ENDPOINT_URL_${OTHER.id}`]);
  });

  it('knows a connection by name, which the server would have turned into its id', async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT, json: CONNECTION_INPUT },
      { step: { inputs: { connection: 'prod-databricks' } }, job: { endpoints: [DATABRICKS, OTHER] } },
    );
    assert.equal(environmentOf(result)['INPUT_CONNECTION'], OTHER.id);
    assert.ok(environmentOf(result)[`ENDPOINT_URL_${OTHER.id}`]);
  });

  it('skips a step that needs a connection in a pull request from a fork', async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT, json: CONNECTION_INPUT },
      {
        step: { inputs: { connection: DATABRICKS.id } },
        job: {
          endpoints: [DATABRICKS],
          variables: { 'System.RestrictSecrets': 'True', 'System.PullRequest.IsFork': 'True' },
        },
      },
    );
    assert.equal(result.result, 'Skipped');
    assert.equal(result.attempts, 0);
  });

  it("puts the step's own env under the variables of the job", async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT },
      {
        step: { env: { COLOR: '$(favorite) and blue', FAVORITE: 'from env' } },
        job: { variables: { favorite: 'green' } },
      },
    );
    assert.equal(environmentOf(result)['COLOR'], 'green and blue');
    assert.equal(environmentOf(result)['FAVORITE'], 'green');
  });

  it('lets inputs win over a variable with the name of their environment variable', async () => {
    const result = await fixture.run(
      { main: PRINT_ENVIRONMENT },
      { step: { inputs: { mode: 'asked' } }, job: { variables: { INPUT_MODE: 'smuggled' } } },
    );
    assert.equal(environmentOf(result)['INPUT_MODE'], 'asked');
  });

  it('puts prepended paths before PATH, the last one first', async () => {
    const job = fixture.job();
    await job.runStep({
      taskFolder: fixture.task({ main: printing('##vso[task.prependpath]/one', '##vso[task.prependpath]/two') }),
    });
    const result = await job.runStep({ taskFolder: fixture.task({ main: PRINT_ENVIRONMENT }) });
    assert.equal(environmentOf(result)['PATH'], ['/two', '/one', process.env['PATH']].join(delimiter));
  });

  it('works in System.DefaultWorkingDirectory with stdin closed', async () => {
    const main = `
      process.stdin.on('data', () => {}).on('end', () => console.log('END ' + process.cwd()));`;
    const job = fixture.job();
    const { rawLines } = await job.runStep({ taskFolder: fixture.task({ main }) });
    assert.deepEqual(rawLines, [`END ${realpathSync(job.variables.get('System.DefaultWorkingDirectory') ?? '')}`]);
  });

  it('works in the folder that task.json asks for, with macros', async () => {
    const folder = fixture.task({
      main: `console.log(process.cwd());`,
      json: {
        inputs: [{ name: 'where', type: 'string' }],
        execution: { Node20_1: { target: 'main.js', workingDirectory: '$(where)' } },
      },
    });
    const { rawLines } = await fixture.job().runStep({ taskFolder: folder, inputs: { where: fixture.folder } });
    assert.deepEqual(rawLines, [realpathSync(fixture.folder)]);
  });
});
