import assert from 'node:assert/strict';
import {
  CONNECTION_ID,
  makeKeys,
  withLoginFixture,
  type Keys,
  type LoginFixture,
} from '../../kit/logins/login-fixture';
import { runWithLogin } from '../../kit/logins/login-step';
import { azure, METHODS, type Method } from '../../kit/logins/methods';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline } from '../../kit/tasks/pipeline';
import { CANCEL, GET_RUN, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

const RESOURCE_ID =
  '/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg/providers/Microsoft.Databricks/workspaces/dev';
const DATABRICKS = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default';

function methodNamed(name: RegExp): Method {
  return METHODS.find((method) => name.test(method.name)) ?? assert.fail(`no method ${name}`);
}

describeOnNode('An Azure connection', (node) => {
  const newWorkspace = useWorkspaces();
  let keys: Keys;
  before(() => {
    keys = makeKeys();
  });
  const through = <T>(use: (fixture: LoginFixture) => Promise<T>): Promise<T> =>
    withLoginFixture({ keys, workspace: newWorkspace() }, use);
  const federation = methodNamed(/^federation of an Azure/);

  const CLOUDS = [
    ['AzureCloud', 'login.microsoftonline.com', 'management.core.windows.net'],
    ['AzureUSGovernment', 'login.microsoftonline.us', 'management.core.usgovcloudapi.net'],
    ['AzureChinaCloud', 'login.chinacloudapi.cn', 'management.core.chinacloudapi.cn'],
  ] as const;
  for (const [environment, login, management] of variants(CLOUDS, 2)) {
    it(`logs in where ${environment} does, and shows a second token when the workspace's resource id is given`, async () => {
      await through(async (fixture) => {
        const endpoint = azure('WorkloadIdentityFederation', {}, environment);
        const inputs = { workspaceResourceId: RESOURCE_ID };
        const step = await runWithLogin(fixture, { method: federation, node, endpoint, inputs });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.deepEqual([...new Set(fixture.tunnels)], [`${login}:443`]);
        const [first, second] = fixture.entra.tokens.all;
        assert.deepEqual([first?.resource, second?.resource], [DATABRICKS, `https://${management}//.default`]);
        const headers = fixture.workspaceHeaders[0] ?? {};
        assert.equal(headers['x-databricks-azure-sp-management-token'], second?.value);
        assert.equal(headers['x-databricks-azure-workspace-resource-id'], RESOURCE_ID);
      });
    });
  }

  it('shows one token only, unless a resource id is given', async () => {
    await through(async (fixture) => {
      await runWithLogin(fixture, { method: federation, node });
      const names = Object.keys(fixture.workspaceHeaders[0] ?? {});
      assert.deepEqual(
        names.filter((name) => name.startsWith('x-databricks-azure')),
        [],
      );
    });
  });

  it('refuses a resource id that is none', async () => {
    await through(async (fixture) => {
      const step = await runWithLogin(fixture, { method: federation, node, inputs: { workspaceResourceId: '/x' } });
      assert.match(
        step.issues[0]?.message ?? '',
        /^Input 'workspaceResourceId' is '\/x', which is not .*\nFix: Copy it from/,
      );
    });
  });

  it('refuses an environment that it does not know', async () => {
    await through(async (fixture) => {
      const endpoint = azure('WorkloadIdentityFederation', {}, 'AzureStack');
      const step = await runWithLogin(fixture, { method: federation, node, endpoint });
      assert.match(
        step.issues[0]?.message ?? '',
        /given by 'azureConnection' belongs to the environment 'AzureStack'.*\nFix: .*AzureCloud, AzureUSGovernment, AzureChinaCloud/,
      );
    });
  });

  const SENT_ALONG: readonly { what: string; secondsLeft: number; uses?: number; minted: number }[] = [
    { what: 'the identity token that the server sent along', secondsLeft: 200, minted: 1 },
    { what: 'a new identity token once the one sent along is used up', secondsLeft: 200, uses: 2, minted: 2 },
    { what: 'a new identity token where the one sent along is about to end', secondsLeft: 15, minted: 2 },
    { what: 'a new identity token where the one sent along has ended', secondsLeft: -1, minted: 2 },
  ];
  for (const { what, secondsLeft, uses, minted } of variants(SENT_ALONG, 3)) {
    it(`exchanges ${what}`, async () => {
      await through(async (fixture) => {
        fixture.entra.tokens.lifetime = { seconds: 3600, speed: 1, ...(uses === undefined ? {} : { uses }) };
        const idToken = fixture.azureDevOps.mint({ exp: Math.floor(Date.now() / 1000) + secondsLeft });
        const endpoint = azure('WorkloadIdentityFederation', { idToken });
        const step = await runWithLogin(fixture, { method: federation, node, endpoint });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.equal(fixture.entra.asked[0]?.form['client_assertion'] === idToken, secondsLeft > 30);
        assert.ok(fixture.azureDevOps.minted.length >= minted);
        assert.equal(fixture.azureDevOps.asked.length, fixture.azureDevOps.minted.length - 1);
      });
    });
  }

  const PROOFS = [
    { method: methodNamed(/^the secret of an Azure/), shows: /client_secret=\*\*\*/ },
    { method: methodNamed(/^the certificate/), shows: /client_assertion=\*\*\*/ },
    { method: federation, shows: /client_assertion=\*\*\*/ },
  ];
  for (const { method, shows } of variants(PROOFS, 2)) {
    it(`masks its credential in a refusal that repeats it (${method.name})`, async () => {
      await through(async (fixture) => {
        fixture.entra.echoes = true;
        const step = await runWithLogin(fixture, { method, node });
        assert.equal(step.result, 'Failed');
        assert.match(step.issues[0]?.message ?? '', shows);
      });
    });
  }

  it('says how far the clock of the machine is off, when a proof is refused for its time', async () => {
    await through(async (fixture) => {
      const step = await runWithLogin(fixture, { method: methodNamed(/^the certificate/), node, speed: 20_000 });
      assert.match(
        step.issues[0]?.message ?? '',
        /\(401 AADSTS700024\): .*\nFix: Set the clock of the agent's machine: it is \d+ min ahead of the clock of Microsoft Entra ID\. \(LOGIN_REFUSED\)$/,
      );
    });
  });

  it('still opens the workspace for the clean-up after the job', async () => {
    const workspace = newWorkspace();
    await withLoginFixture({ keys, workspace }, async (fixture) => {
      const { machine } = fixture;
      // The agent kills at once, so the step itself has no chance.
      const variables = { ...fixture.variables, PROCESS_SIGINT_TIMEOUT: '1', PROCESS_SIGTERM_TIMEOUT: '1' };
      const pipelineOptions = {
        workspace: { host: '', token: '' },
        node,
        machine,
        variables,
        endpoint: federation.endpoint(fixture),
      };
      await inPipeline(pipelineOptions, async ({ job, run }) => {
        const pipeline = new AbortController();
        const inputs = { notebookPath: '/Shared/sleeps', ...federation.inputs(fixture) };
        const running = run(inputs, { signal: pipeline.signal });
        workspace.addFault({ method: 'POST', path: CANCEL, delayMs: 500 });
        await workspace.waitForRequest({ method: 'GET', path: GET_RUN }, { answered: true });
        pipeline.abort();
        await running;
        const [cleanUp] = await job.finish();
        assert.equal(cleanUp?.result, 'Succeeded', cleanUp?.log.join('\n'));
        assert.equal(workspace.runs()[0]?.phase, 'TERMINATED');
      });
    });
  });

  it('shows the certificate that the private key belongs to, among those of who signed it', async () => {
    await through(async (fixture) => {
      const { cert, key } = fixture.certificate;
      const servicePrincipalCertificate = keys.authority.ca + cert + key;
      const parameters = { authenticationType: 'spnCertificate', servicePrincipalCertificate };
      const step = await runWithLogin(fixture, {
        method: federation,
        node,
        endpoint: azure('ServicePrincipal', parameters),
      });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    });
  });

  const CERTIFICATES: readonly { what: string; pem: (fixture: LoginFixture) => string; says: RegExp }[] = [
    { what: 'no private key', pem: ({ certificate }) => certificate.cert, says: /it has no private key/ },
    { what: 'no certificate', pem: ({ certificate }) => certificate.key, says: /it has no certificate/ },
    {
      what: 'the key of another',
      pem: ({ certificate }) => keys.authority.ca + certificate.key,
      says: /its private key belongs to another certificate\./,
    },
    {
      what: 'a key that is none',
      pem: ({ certificate }) => `${certificate.cert}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`,
      says: /The certificate of the service connection .* cannot be used: /,
    },
  ];
  for (const { what, pem, says } of variants(CERTIFICATES, 2)) {
    it(`refuses a certificate with ${what}`, async () => {
      await through(async (fixture) => {
        const parameters = { authenticationType: 'spnCertificate', servicePrincipalCertificate: pem(fixture) };
        const endpoint = azure('ServicePrincipal', parameters);
        const step = await runWithLogin(fixture, { method: federation, node, endpoint });
        assert.match(step.issues[0]?.message ?? '', says);
        assert.match(step.issues[0]?.message ?? '', /\nFix: Paste a PEM text .* \(CONNECTION_UNUSABLE\)$/);
      });
    });
  }

  it('takes the connection under the name that the tasks of Azure give it', async () => {
    await through(async (fixture) => {
      const { azureConnection = '', ...others } = federation.inputs(fixture);
      const method = { ...federation, inputs: () => ({ ...others, azureSubscription: azureConnection }) };
      const step = await runWithLogin(fixture, { method, node });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    });
  });

  const INPUTS: readonly { what: string; inputs: Readonly<Record<string, string>>; says: RegExp }[] = [
    {
      what: 'no address',
      inputs: { workspaceUrl: '' },
      says: /^Input 'azureConnection' needs 'workspaceUrl'\.\nFix: Set 'workspaceUrl'; an Azure connection does not say which workspace to use/,
    },
    {
      what: 'a workspace in another cloud',
      inputs: { workspaceUrl: 'https://adb-1.2.databricks.azure.us/' },
      says: /^Input 'workspaceUrl' leads to https:\/\/adb-1\.2\.databricks\.azure\.us in AzureUSGovernment, and .* belongs to AzureCloud\. .*\nFix: Use a service connection of the environment AzureUSGovernment/,
    },
    {
      what: 'a workspace outside of Azure',
      inputs: { workspaceUrl: 'https://dbc-1.cloud.databricks.com' },
      says: /^Input 'workspaceUrl' leads to https:\/\/dbc-1\.cloud\.databricks\.com, a workspace outside Azure\. .*\nFix: Use 'connection'/,
    },
    {
      what: 'the name of a connection that a variable of the run held',
      inputs: { azureConnection: 'azure-dev' },
      says: /^The agent provided no service connection for input 'azureConnection', which is 'azure-dev'\.\nFix: Write the name into 'azureConnection' itself, or a template expression such as \$\{\{ parameters\.connection \}\}: .* \(CONNECTION_UNUSABLE\)$/,
    },
    {
      what: 'a connection that is gone',
      inputs: { azureConnection: '00000000-1111-4000-8000-00000000dead' },
      says: /^The agent provided no service connection .*dead'\.\nFix: Check that the service connection with that id still exists .* \(CONNECTION_UNUSABLE\)$/,
    },
    {
      what: 'both connections',
      inputs: { connection: CONNECTION_ID },
      says: /^Inputs 'connection' and 'azureConnection' exclude each other\.\nFix: Give exactly one of them/,
    },
    {
      what: 'no connection',
      inputs: { azureConnection: '', workspaceUrl: '' },
      says: /^None of the inputs 'connection' and 'azureConnection' is set\.\nFix: Give exactly one of them/,
    },
    {
      what: 'an address beside a connection that has its own',
      inputs: { connection: CONNECTION_ID, azureConnection: '' },
      says: /^Input 'workspaceUrl' works only with 'azureConnection'\.\nFix: Remove it/,
    },
    {
      what: 'an address in clear text',
      inputs: { workspaceUrl: 'http://adb-1.2.azuredatabricks.net' },
      says: /is not https.*\nFix: Set https:\/\/adb-1\.2\.azuredatabricks\.net in 'workspaceUrl'\./,
    },
    {
      what: 'a variable that does not exist',
      inputs: { azureConnection: '$(azure)' },
      says: /^Input 'azureConnection' still holds '\$\(azure\)'/,
    },
  ];
  for (const { what, inputs, says } of variants(INPUTS, 5)) {
    it(`refuses ${what}`, async () => {
      await through(async (fixture) => {
        const step = await runWithLogin(fixture, { method: federation, node, inputs });
        assert.equal(step.result, 'Failed');
        assert.match(step.issues[0]?.message ?? '', says);
        assert.equal(fixture.workspaceHeaders.length, 0);
      });
    });
  }
});
