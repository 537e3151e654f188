import assert from 'node:assert/strict';
import { CLAIMS } from '../../kit/logins/fake-azure-devops';
import { runWithLogin } from '../../kit/logins/login-step';
import { METHODS } from '../../kit/logins/methods';
import { useLoginFixtures } from '../../kit/tasks/login-fixtures';
import { PREFLIGHT } from '../../kit/tasks/preflight-fixture';
import { variants } from '../../kit/tier';

/** What the log says of each way to log in. */
const SAYS: Readonly<Record<string, string>> = {
  'an OAuth secret': 'OAuth secret of a service principal',
  'federation at the workspace': 'workload identity federation',
  'federation of an Azure connection': 'workload identity federation of an Azure connection',
  'the secret of an Azure connection': 'client secret of an Azure connection',
  'the certificate of an Azure connection': 'certificate of an Azure connection',
  'the managed identity of the machine': 'managed identity of the machine',
};

describe('DatabricksPreflight', () => {
  const { through } = useLoginFixtures();

  for (const method of variants(METHODS, 2)) {
    it(`tells that it logs in by ${method.name}, and how long the token lives`, () =>
      through(async (fixture) => {
        const step = await runWithLogin(fixture, { method, taskFolder: PREFLIGHT });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        const line = new RegExp(`^login by ${SAYS[method.name]} +known +the token ends in (?:59 min|1 h)`, 'm');
        assert.match(step.log.join('\n'), line);
      }));
  }

  const VOUCHED = METHODS.filter(({ name }) => name.startsWith('federation'));
  for (const method of variants(VOUCHED)) {
    it(`shows issuer, subject and audience of the identity token by ${method.name}`, () =>
      through(async (fixture) => {
        const log = (await runWithLogin(fixture, { method, taskFolder: PREFLIGHT })).log.join('\n');
        const { iss, sub, aud } = CLAIMS;
        const remark = '  Azure DevOps retires this issuer on 2027-07-01.';
        assert.ok(log.includes(`job says:\n  iss ${iss}\n  sub ${sub}\n  aud ${aud}\n${remark}\n`), log);
      }));
  }

  it('shows an issuer that stays without a remark', () =>
    through(async (fixture) => {
      const method = VOUCHED[0] ?? assert.fail();
      const stays = { iss: 'https://login.microsoftonline.com/t/v2.0', sub: '/eid1/c/pub/t/T/a/A/sc/O/C' };
      fixture.azureDevOps.claims = { ...CLAIMS, ...stays };
      fixture.trust.expected = { ...CLAIMS, ...stays };
      const log = (await runWithLogin(fixture, { method, taskFolder: PREFLIGHT })).log.join('\n');
      assert.ok(log.includes(`job says:\n  iss ${stays.iss}\n  sub ${stays.sub}\n  aud ${CLAIMS.aud}\n`), log);
      assert.doesNotMatch(log, /retires this issuer/);
    }));

  it('shows no identity token where the login needs none', () =>
    through(async (fixture) => {
      const method = METHODS.find(({ name }) => name === 'an OAuth secret') ?? assert.fail();
      const log = (await runWithLogin(fixture, { method, taskFolder: PREFLIGHT })).log.join('\n');
      assert.doesNotMatch(log, /identity token of this job says/);
    }));
});
