import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithLogin } from '../../kit/logins/login-step';
import { METHODS } from '../../kit/logins/methods';
import { useLoginFixtures } from '../../kit/tasks/login-fixtures';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { probeTask } from '../../kit/tasks/probe-task';
import { notebook } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

/** Logs in, and publishes the environment of a child process. */
const STARTS_A_PROGRAM = `
  await workspace.scim.me();
  const { execFileSync } = require('node:child_process');
  const seen = execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { encoding: 'utf8' });
  require('node:fs').writeFileSync(require('node:path').join(host.temporaryFolder, 'environment.json'), seen);
  return { seen };`;

const THROTTLED = { status: 429, headers: { 'retry-after': '7' }, body: {} };

const MALFORMED: readonly { what: string; body: unknown; says: RegExp }[] = [
  {
    what: 'JSON without a token',
    body: { token_type: 'Bearer', expires_in: 3600 },
    says: /answered 200 without a token and its end\.\nFix: .* \(LOGIN_UNAVAILABLE\)$/,
  },
  {
    what: 'a login page',
    body: '<html>Sign in</html>',
    says: /answered 200 with a web page when asked for a token\.\nFix: .* \(WRONG_NETWORK\)$/,
  },
  {
    what: 'a token without an end',
    body: { access_token: 'abcdefgh' },
    says: /answered 200 without a token and its end\.\nFix: /,
  },
];

describeOnNode('A connection', (node) => {
  const { newWorkspace, through } = useLoginFixtures();
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const method of METHODS) {
    describe(`by ${method.name}`, () => {
      it('opens the workspace with one token', async () => {
        await through(async (fixture) => {
          const step = await runWithLogin(fixture, { method, node });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
          assert.equal(method.login(fixture).tokens.all.length, 1);
        });
      });

      it('says what to do when the login refuses', async () => {
        await through(async (fixture) => {
          method.refusal.arrange(fixture);
          const step = await runWithLogin(fixture, { method, node });
          assert.equal(step.result, 'Failed');
          assert.match(step.issues[0]?.message ?? '', method.refusal.says);
          assert.equal(fixture.workspaceHeaders.length, 0);
        });
      });

      if (!variants(METHODS).includes(method)) {
        return;
      }

      it('says what to do if its credential has expired', async () => {
        await through(async (fixture) => {
          method.expiry.arrange(fixture);
          const step = await runWithLogin(fixture, { method, node });
          assert.equal(step.result, 'Failed');
          assert.match(step.issues[0]?.message ?? '', method.expiry.says);
        });
      });

      it('leaves nothing secret to programs that the task starts', async () => {
        await through(async (fixture) => {
          const taskFolder = await probeTask(folder, STARTS_A_PROGRAM);
          const variables = { apiKey: { value: 'kept-f0r-the-task', secret: true } } as const;
          const step = await runWithLogin(fixture, { method, node, variables, taskFolder });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
          assert.match(step.outputs['seen'] ?? '', /"PATH":/);
          assert.doesNotMatch(step.outputs['seen'] ?? '', /kept-f0r-the-task/);
        });
      });

      exhaustively('outlives its token in a wait of hours', async () => {
        const workspace = newWorkspace();
        workspace.putNotebook('/Shared/takes-hours', notebook('import time\ntime.sleep(1)'));
        await through(
          async (fixture) => {
            const speed = 7200;
            fixture.entra.checksTimes = false;
            method.login(fixture).tokens.lifetime = { seconds: 3600, speed };
            const inputs = { notebookPath: '/Shared/takes-hours' };
            const step = await runWithLogin(fixture, { method, node, speed, inputs });
            assert.equal(step.result, 'Succeeded', step.log.join('\n'));
            assert.ok(method.login(fixture).tokens.all.length >= 3, 'tokens were renewed');
          },
          { workspace },
        );
      });

      it('goes on with another token when the one in hand is revoked', async () => {
        await through(async (fixture) => {
          method.login(fixture).tokens.lifetime = { seconds: 3600, speed: 1, uses: 2 };
          const step = await runWithLogin(fixture, { method, node });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
          assert.ok(method.login(fixture).tokens.all.length >= 2);
        });
      });

      it('renews a token that is refused once, then says who is missing in the workspace', async () => {
        await through(async (fixture) => {
          method.login(fixture).tokens.lifetime = { seconds: 3600, speed: 1, uses: 0 };
          const step = await runWithLogin(fixture, { method, node });
          assert.match(
            step.issues[0]?.message ?? '',
            /Invalid access token.*\nFix: (?:Check that|Add) the service principal .* this workspace.* \(TOKEN_REFUSED\)$/,
          );
          assert.equal(method.login(fixture).tokens.all.length, 2);
        });
      });

      exhaustively('waits as long as a login that throttles asks for', async () => {
        await through(async (fixture) => {
          fixture.entra.checksTimes = false;
          method.login(fixture).faults.push(THROTTLED, { status: 503, body: {} }, { status: 500, body: {} });
          const step = await runWithLogin(fixture, { method, node, speed: 100 });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
          assert.match(step.log.join('\n'), /for a token: status 429; next attempt in 7 s/);
        });
      });

      exhaustively('says so when the login throttles for minutes', async () => {
        await through(async (fixture) => {
          method.login(fixture).faults.push({ ...THROTTLED, always: true });
          const step = await runWithLogin(fixture, { method, node, speed: 100 });
          assert.match(
            step.issues[0]?.message ?? '',
            /^\S+ answered 429 when asked for a token\.\nFix: Re-run this stage later.* \(LOGIN_UNAVAILABLE\)$/,
          );
        });
      });

      for (const { what, body, says } of variants(MALFORMED, 2)) {
        it(`does not take ${what} for a token`, async () => {
          await through(async (fixture) => {
            method.login(fixture).faults.push({ status: 200, body, always: true });
            const step = await runWithLogin(fixture, { method, node });
            assert.match(step.issues[0]?.message ?? '', says);
          });
        });
      }
    });
  }
});
