import assert from 'node:assert/strict';
import { METHODS } from '../logins/methods';
import { runInWorld } from '../logins/step-in-world';
import { loginWorlds } from './login-worlds';
import { PREFLIGHT } from './preflight-world';

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
  const { through } = loginWorlds();

  for (const method of METHODS) {
    it(`tells that it logs in by ${method.name}, and how long the token lives`, () =>
      through(async (world) => {
        const step = await runInWorld(world, { method, taskFolder: PREFLIGHT });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        const line = new RegExp(`^login by ${SAYS[method.name]} +known +the token ends in (?:59 min|1 h)`, 'm');
        assert.match(step.log.join('\n'), line);
      }));
  }
});
