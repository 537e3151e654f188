import assert from 'node:assert/strict';
import type { Answer } from '../../kit/logins/answer';
import { JOB_TOKEN } from '../../kit/logins/fake-azure-devops';
import { PRINCIPAL } from '../../kit/logins/fake-workspace';
import { runWithLogin } from '../../kit/logins/login-step';
import { azure, METHODS } from '../../kit/logins/methods';
import { useLoginFixtures } from '../../kit/tasks/login-fixtures';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { exhaustively, variants } from '../../kit/tier';

const METHOD = METHODS.find(({ name }) => name === 'federation at the workspace') ?? assert.fail();
const AZURE = METHODS.find(({ name }) => name === 'federation of an Azure connection') ?? assert.fail();
const SECRET = METHODS.find(({ name }) => name === 'an OAuth secret') ?? assert.fail();
const ISSUER = 'https://vstoken.dev.azure.com/4c6fbd37-51de-4f7b-a2de-1b2d2c3a4f55';

describeOnNode('Federation', (node) => {
  const { newWorkspace, through } = useLoginFixtures();
  exhaustively('works with tokens that are signed by elliptic curves', async () => {
    await through(
      async (fixture) => assert.equal((await runWithLogin(fixture, { method: METHOD, node })).result, 'Succeeded'),
      { algorithm: 'ES256' },
    );
  });

  it('works with a connection that an earlier version stored, whose application ID stands outside of the login', async () => {
    await through(async (fixture) => {
      const endpoint = { authorization: { scheme: 'None', parameters: {} }, data: { applicationId: PRINCIPAL } };
      const step = await runWithLogin(fixture, { method: METHOD, node, endpoint });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.equal(fixture.workspaceLogin.asked.find(({ form }) => 'client_id' in form)?.form['client_id'], PRINCIPAL);
    });
  });

  it('names the missing application ID', async () => {
    await through(async (fixture) => {
      const endpoint = { authorization: { scheme: 'None', parameters: {} } };
      const step = await runWithLogin(fixture, { method: METHOD, node, endpoint });
      assert.match(step.issues[0]?.message ?? '', /has no application ID\.\nFix: .* \(CONNECTION_UNUSABLE\)$/);
    });
  });

  it('exchanges a new identity token each time', async () => {
    await through(async (fixture) => {
      fixture.workspaceLogin.tokens.lifetime = { seconds: 3600, speed: 1, uses: 2 };
      await runWithLogin(fixture, { method: METHOD, node });
      const exchanged = fixture.workspaceLogin.asked.flatMap(({ form }) => form['subject_token'] ?? []);
      assert.ok(exchanged.length >= 2);
      assert.deepEqual(exchanged, fixture.azureDevOps.minted);
    });
  });

  const MISMATCHES = [
    { claim: 'sub', expected: 'sc://contoso/other/one', word: 'subject' },
    { claim: 'iss', expected: 'https://other.example', word: 'issuer' },
    { claim: 'aud', expected: 'api://other', word: 'audience' },
  ];
  for (const { claim, expected, word } of variants(MISMATCHES)) {
    it(`prints the token's claims and the policy to paste when the ${word} is another`, async () => {
      await through(async (fixture) => {
        fixture.trust.expected = { ...fixture.trust.expected, [claim]: expected };
        const step = await runWithLogin(fixture, { method: METHOD, node });
        const policy = `{"oidc_policy":{"issuer":"${ISSUER}","audiences":["api://AzureADTokenExchange"],"subject":"sc://contoso/Jan's churn/databricks-dev"}}`;
        const log = step.log.join('\n');
        assert.match(step.issues[0]?.message ?? '', new RegExp(`${word} mismatch`));
        assert.ok(log.includes(`\n  iss ${ISSUER}\n  sub sc://contoso/Jan's churn/databricks-dev\n  aud api://`), log);
        assert.ok(log.includes(`Federation policy that lets it act as the service principal:\n  ${policy}\n`), log);
        const command = 'databricks account service-principal-federation-policy create <sp-id> --json';
        assert.ok(log.includes(`  ${command} '${policy.replace("'", String.raw`'\''`)}'\n`), log);
      });
    });
  }

  it('prints the credential that Microsoft Entra ID lacks', async () => {
    await through(async (fixture) => {
      fixture.trust.expected = { ...fixture.trust.expected, sub: 'sc://contoso/other/one' };
      const log = (await runWithLogin(fixture, { method: AZURE, node })).log.join('\n');
      const credential = `{"name":"azure-devops","issuer":"${ISSUER}","subject":"sc://contoso/Jan's churn/databricks-dev","audiences":["api://AzureADTokenExchange"]}`;
      assert.ok(log.includes(`Federated credential that trusts it:\n  ${credential}\n`), log);
      assert.match(log, /az ad app federated-credential create --id <app-id> --parameters '\{/);
    });
  });

  it('carries out no command that stands in a claim', async () => {
    await through(async (fixture) => {
      fixture.azureDevOps.claims = {
        ...fixture.azureDevOps.claims,
        sub: 'sc://a/##vso[task.complete result=Succeeded]b/c',
      };
      const step = await runWithLogin(fixture, { method: METHOD, node });
      assert.equal(step.result, 'Failed');
      const completing = step.rawLines.filter((line) => /##vso\s*\[\s*task\.complete/.test(line));
      assert.equal(completing.length, 1);
    });
  });

  it('prints no policy to paste when another thing than the token is refused', async () => {
    await through(async (fixture) => {
      const description = 'Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 1';
      fixture.workspaceLogin.faults.push({ status: 403, body: { error_code: 403, message: description } });
      const step = await runWithLogin(fixture, { method: METHOD, node });
      assert.match(
        step.issues[0]?.message ?? '',
        /^Databricks gave service principal \S+ no token \(403 .*\): Source IP .*\nFix: Have the agent's outgoing address added to the IP access lists .* \(LOGIN_REFUSED\)$/,
      );
      assert.doesNotMatch(step.log.join('\n'), /federation-policy/);
    });
  });

  const MISTYPED = [
    {
      method: METHOD,
      endpoint: { authorization: { scheme: 'None', parameters: { applicationId: 'mistyped' } } },
      says: /Correct the application ID/,
    },
    {
      method: SECRET,
      endpoint: {
        authorization: { scheme: 'UsernamePassword', parameters: { username: 'mistyped', password: 'dose-secret' } },
      },
      says: /Check that the user name of the service connection is the application ID/,
    },
  ];
  for (const { method, endpoint, says } of MISTYPED) {
    it(`says what to correct when the workspace does not know the application ID (${method.name})`, async () => {
      const workspace = newWorkspace();
      await through(
        async (fixture) => {
          const step = await runWithLogin(fixture, { method, node, endpoint: { url: workspace.host, ...endpoint } });
          const [told = '', fix = ''] = (step.issues[0]?.message ?? '').split('\nFix: ');
          assert.match(
            told,
            /^Databricks gave service principal (?:mistyped|\*\*\*) no token \(401 invalid_client\): .*unknown\.$/,
          );
          assert.match(fix, says);
          assert.match(fix, /\(LOGIN_REFUSED\)$/);
        },
        { workspace },
      );
    });
  }

  it('needs an Azure DevOps that gives identity tokens', async () => {
    await through(async (fixture) => {
      const step = await runWithLogin(fixture, { method: METHOD, node, variables: { 'System.OidcRequestUri': '' } });
      assert.match(
        step.issues[0]?.message ?? '',
        /^This Azure DevOps issues no identity tokens to jobs .*\nFix: Azure DevOps Server has none: use a service connection with a secret.* \(OIDC_UNAVAILABLE\)$/,
      );
    });
  });

  const REFUSALS: readonly { what: string; fault: Answer; says: RegExp }[] = [
    {
      what: 'no longer has the connection',
      fault: { status: 404, body: { message: 'The service connection does not exist.' } },
      says: /^Azure DevOps refused this job an identity token .* \(404\): The service connection does not exist\.\.?\nFix: Check that the service connection still exists.* \(OIDC_UNAVAILABLE\)$/,
    },
    {
      what: 'is out of order',
      fault: { status: 503, body: {} },
      says: /^127\.0\.0\.1:\d+ answered 503 when asked for a token\.\nFix: Re-run this stage later.* \(LOGIN_UNAVAILABLE\)$/,
    },
    {
      what: 'answers without a token',
      fault: { status: 200, body: { token: 'x' } },
      says: /^127\.0\.0\.1:\d+ answered 200 without 'oidcToken'\.\nFix: .* \(LOGIN_UNAVAILABLE\)$/,
    },
    {
      what: 'shows a login page',
      fault: { status: 302, headers: { location: 'https://login.example' }, body: '' },
      says: /^127\.0\.0\.1:\d+ answered 302 with a web page when asked for a token\.\nFix: /,
    },
    {
      what: 'does not know the job',
      fault: { status: 401, body: '' },
      says: /^Azure DevOps refused this job an identity token .* \(401\)\.\nFix: /,
    },
    {
      what: 'repeats the token of the job',
      fault: { status: 403, body: { message: `Bearer ${JOB_TOKEN} may not do this.` } },
      says: /^Azure DevOps refused this job an identity token .* \(403\): Bearer \*\*\* may not do this\.+\nFix: /,
    },
  ];
  for (const { what, fault, says } of variants(REFUSALS, 2)) {
    it(`fails with two lines when Azure DevOps ${what}`, async () => {
      await through(async (fixture) => {
        fixture.azureDevOps.faults.push({ ...fault, always: true });
        const step = await runWithLogin(fixture, { method: METHOD, node, speed: 100 });
        assert.match(step.issues[0]?.message ?? '', says);
        assert.equal(fixture.workspaceLogin.tokens.all.length, 0);
      });
    });
  }

  exhaustively('asks a throttling Azure DevOps again', async () => {
    await through(async (fixture) => {
      fixture.azureDevOps.faults.push({ status: 429, headers: { 'retry-after': '5' }, body: {} });
      const step = await runWithLogin(fixture, { method: METHOD, node, speed: 100 });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    });
  });

  it('hides tokens that services repeat, and their signatures alone', async () => {
    await through(async (fixture) => {
      const echo = (text: string): Answer => ({
        status: 400,
        body: { error: 'invalid_grant', error_description: text },
      });
      fixture.azureDevOps.onMinted = (token) =>
        void fixture.workspaceLogin.faults.push(echo(`${token} and ${token.split('.')[2] ?? ''}`));
      const step = await runWithLogin(fixture, { method: METHOD, node });
      assert.match(step.issues[0]?.message ?? '', /\(400 invalid_grant\): \*\*\* and \*\*\*/);
    });
  });

  const UNUSABLE = [
    {
      what: 'no application ID',
      endpoint: { authorization: { scheme: 'None', parameters: {} }, data: {} },
      says: /^The service connection given by 'connection' has no application ID\.\nFix: Edit the service connection and enter the application ID/,
    },
    {
      what: 'an Azure connection in the place of ours',
      endpoint: azure('WorkloadIdentityFederation'),
      says: /^The service connection given by 'connection' authenticates by 'WorkloadIdentityFederation', .*\nFix: .*goes into 'azureConnection'\. \(CONNECTION_UNUSABLE\)$/,
    },
  ];
  for (const { what, endpoint, says } of UNUSABLE) {
    it(`refuses ${what}`, async () => {
      await through(async (fixture) => {
        const url = fixture.workspaceUrl;
        const step = await runWithLogin(fixture, { method: METHOD, node, endpoint: { ...endpoint, url } });
        assert.match(step.issues[0]?.message ?? '', says);
        assert.equal(fixture.azureDevOps.asked.length, 0);
      });
    });
  }

  it('refuses a connection of our own type in the place of an Azure connection', async () => {
    await through(async (fixture) => {
      const endpoint = { authorization: { scheme: 'None', parameters: {} } };
      const step = await runWithLogin(fixture, { method: AZURE, node, endpoint });
      assert.match(
        step.issues[0]?.message ?? '',
        /^The service connection given by 'azureConnection' authenticates by 'None', .*\nFix: .*goes into 'connection'\. \(CONNECTION_UNUSABLE\)$/,
      );
    });
  });
});
