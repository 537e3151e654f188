import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import { AZURE_CLOUDS } from '../../../../lib/databricks/auth/entra/cloud';
import type { Proof } from '../../../../lib/databricks/auth/entra/principal';
import { principalToken } from '../../../../lib/databricks/auth/entra/principal-token';
import { answering, recordedLogin } from '../../../kit/logins/login-tools';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const secret: Proof = { kind: 'secret', secret: 's' };
const claims = { iss: 'https://i', sub: 'sc://a/b/c', aud: 'api://x' };
const jwt = ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');
const federation: Proof = { kind: 'federation', assertion: () => Promise.resolve(jwt) };

async function told(code: string, { proof = secret, date = NOW } = {}): Promise<UserError> {
  const description = `${code}: What happened.\r\nTrace ID: 1`;
  const body = JSON.stringify({ error: 'invalid_client', error_description: description, error_codes: [7] });
  const headers = { date: new Date(date).toUTCString() };
  const { tools } = recordedLogin(answering({ status: 401, headers, body }), NOW);
  const cloud = AZURE_CLOUDS['AzureCloud'] ?? assert.fail();
  try {
    await principalToken('r', { cloud, tenant: 'ten', clientId: 'app', proof }, tools);
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error;
  }
  return assert.fail('the login was not refused');
}

describe('a refusal by Microsoft Entra ID', () => {
  const CODES: readonly { code: string; fix: RegExp }[] = [
    { code: 'AADSTS7000222', fix: /^The client secret has expired: create another one/ },
    { code: 'AADSTS7000215', fix: /^The client secret is wrong: put the secret's value, not its ID/ },
    { code: 'AADSTS700016', fix: /^No application of that id exists in the tenant/ },
    { code: 'AADSTS90002', fix: /^The tenant does not exist/ },
    { code: 'AADSTS700027', fix: /^The certificate is not registered/ },
    { code: 'AADSTS7000112', fix: /^The application is disabled/ },
    { code: 'AADSTS700024', fix: /^Check the clock of the agent's machine/ },
    { code: 'AADSTS500133', fix: /^Check the clock of the agent's machine/ },
    { code: 'AADSTS53003', fix: /^A Conditional Access policy keeps the application out/ },
    {
      code: 'AADSTS500011',
      fix: /^The tenant does not know Azure Databricks: .* --id 2ff814a6-3304-4ab8-85cb-cd0e6f879c1d\.$/,
    },
    { code: 'AADSTS50034', fix: /^The tenant knows no such identity/ },
    { code: 'AADSTS7000229', fix: /^The application has no service principal in the tenant/ },
    { code: 'AADSTS900023', fix: /^The tenant does not exist/ },
    { code: 'AADSTS900382', fix: /^The tenant belongs to another cloud/ },
    { code: 'AADSTS99999', fix: /^Look the code up/ },
  ];
  for (const { code, fix } of CODES) {
    it(`explains ${code} on one line`, async () => {
      const error = await told(code);
      assert.equal(error.code, 'LOGIN_REFUSED');
      assert.equal(
        error.message,
        `Microsoft Entra ID gave application app of tenant ten no token (401 ${code}): ${code}: What happened. Trace ID: 1`,
      );
      assert.match(error.fix, fix);
    });
  }

  for (const { date, says } of [
    { date: NOW - 7 * 60_000, says: /it is 7 min ahead of the clock/ },
    { date: NOW + 9 * 60_000, says: /it is 9 min behind the clock/ },
  ]) {
    it(`blames the clock of the machine where ${says.source}`, async () => {
      assert.match((await told('AADSTS700024', { date })).fix, says);
    });
  }

  for (const code of ['AADSTS70021', 'AADSTS700211', 'AADSTS700212', 'AADSTS700213']) {
    it(`prints the federated credential that ${code} asks for`, async () => {
      const error = await told(code, { proof: federation });
      assert.equal(error.code, 'FEDERATION_REFUSED');
      assert.match(error.message, /\[iss 'https:\/\/i', sub 'sc:\/\/a\/b\/c', aud 'api:\/\/x'\]$/);
      const credential = '{"name":"azure-devops","issuer":"https://i","subject":"sc://a/b/c","audiences":["api://x"]}';
      assert.ok(error.details.includes(`  ${credential}`));
    });
  }

  it('prints no credential for who shows a secret', async () => {
    assert.deepEqual((await told('AADSTS70021')).details, []);
  });
});
