import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrontFault } from '../../kit/azure-devops/faulty-front';
import { mainRun, useSignOffFixture } from '../../kit/azure-devops/sign-off-fixture';
import { proxying } from '../../kit/http/forward-proxy';
import { servingTls } from '../../kit/http/local-server';
import { makeAuthority } from '../../kit/http/tls-authority';
import { variants } from '../../kit/tier';

/** The requests of a sign-off, by a part of their address. */
const REQUESTS = ['definitions=9', '/timeline', '/definitions?', '/_apis/build'];
const FOREVER = { times: Infinity };

const PASSING: readonly (readonly [what: string, fault: Omit<FrontFault, 'in'>])[] = [
  ['throttled', { status: 429, headers: { 'retry-after': '2' } }],
  ['unavailable', { status: 503, times: 2 }],
  ['reset', { reset: true, times: 2 }],
  ['broken off', { truncated: true }],
];

const FATAL: readonly (readonly [what: string, fault: Omit<FrontFault, 'in'>, says: RegExp])[] = [
  [
    'denied',
    { status: 403, body: '{"message":"TF401444: no access"}', ...FOREVER },
    /answered 403: TF401444: no access\.\nFix: Give the build service of this project the permission to view builds of pipeline 'main'/,
  ],
  [
    'refused',
    { status: 401, ...FOREVER },
    /answered 401\.\nFix: Re-run this stage: the job's access token has expired/,
  ],
  [
    'answered by a login page',
    { status: 203, headers: { 'content-type': 'text/html' }, body: '<html>', ...FOREVER },
    /answered 203\.\nFix: .*access token/,
  ],
  ['redirected', { status: 302, headers: { location: '/login' }, ...FOREVER }, /answered 302\.\nFix: .*access token/],
  [
    'throttled for good',
    { status: 429, headers: { 'retry-after': '100' }, ...FOREVER },
    /answered 429\.\nFix: .*later/,
  ],
  ['unavailable for good', { status: 503, ...FOREVER }, /answered 503\.\nFix: Re-run this stage/],
  ['reset for good', { reset: true, ...FOREVER }, /connection was lost to .*\nFix: Let the agent reach Azure DevOps/],
  ['answered with half of JSON', { body: '{"value":[', ...FOREVER }, /something that is not JSON\.\nFix: .*gateway/],
];

describe('DatabricksPreflight when Azure DevOps falters', () => {
  const fixture = useSignOffFixture();
  beforeEach(() => {
    fixture().builds = [mainRun(1)];
  });

  for (const request of variants(REQUESTS)) {
    for (const [how, fault] of variants(PASSING)) {
      it(`survives that ${request} is ${how}`, async () => {
        fixture().front.add({ in: request, ...fault });
        const step = await fixture().check({ pipeline: { speed: 50 } });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      });
    }
    for (const [how, fault, says] of variants(FATAL, 2)) {
      it(`takes no sign-off for given when ${request} is ${how}`, async () => {
        fixture().front.add({ in: request, ...fault });
        const step = await fixture().check({ pipeline: { speed: 1000 } });
        assert.equal(step.result, 'Failed', step.log.join('\n'));
        const message = step.issues.at(-1)?.message ?? '';
        assert.match(message, /^The sign-off of commit \w{40} cannot be read: /);
        assert.match(message, says);
        assert.match(message, / \(SIGN_OFF_UNKNOWN\)$/);
        assert.doesNotMatch(step.log.join('\n'), new RegExp(fixture().azureDevOps.token));
      });
    }
  }

  it('stops at once when the pipeline is cancelled', async () => {
    fixture().front.add({ in: '/timeline', hang: true });
    const cancellation = new AbortController();
    const hanging = fixture().front.whenHanging();
    const running = fixture().check({ options: { signal: cancellation.signal } });
    await hanging;
    cancellation.abort();
    assert.equal((await running).result, 'Canceled');
  });

  for (const repeated of variants([{ body: '{"count":0,"value":[]}' }])) {
    it('does not follow a list of runs that never ends', async () => {
      const headers = { 'x-ms-continuationtoken': 'again' };
      fixture().front.add({ in: 'definitions=9', ...repeated, headers, ...FOREVER });
      const step = await fixture().check();
      assert.match(step.issues.at(-1)?.message ?? '', /list of runs did not end after 2 pages.*\n.*SIGN_OFF_UNKNOWN/);
    });
  }

  it("shows the job's token to nobody but Azure DevOps, through the agent's proxy and with its certificates", async () => {
    const host = 'azure-devops.example';
    const { ca, server } = makeAuthority(host);
    const folder = mkdtempSync(join(tmpdir(), 'sign-off-'));
    writeFileSync(join(folder, 'ca.pem'), ca);
    const { listener, requests } = fixture().front;
    try {
      await servingTls({ tls: server, listener }, ({ port }) =>
        proxying({ leadsTo: port }, async (proxy) => {
          const variables = {
            'agent.proxyurl': `http://127.0.0.1:${proxy.port}`,
            'agent.cainfo': join(folder, 'ca.pem'),
          };
          const inputs = { connection: '', signOffPipeline: 'main', signOffStage: 'QA' };
          const step = await fixture().checkAt(`https://${host}/local/`, { inputs, pipeline: { variables } });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
          assert.deepEqual([...new Set(proxy.tunnels)], [`${host}:443`]);
        }),
      );
      assert.deepEqual(
        [...new Set(requests.map(({ headers }) => headers.authorization))],
        [`Bearer ${fixture().azureDevOps.token}`],
      );
      assert.match(requests[0]?.headers['user-agent'] ?? '', /^mlops-for-databricks\/\S+ DatabricksPreflight\/1 /);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
