import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobOptions, StepResult } from '../../../local/agent/job';
import { makeAuthority } from '../../kit/http/tls-authority';
import {
  makeKeys,
  PUBLIC,
  withLoginFixture,
  type Keys,
  type LoginFixture,
  type LoginFixtureOptions,
} from '../../kit/logins/login-fixture';
import { runWithLogin, type LoginStep } from '../../kit/logins/login-step';
import { ACCESS_TOKEN, METHODS, type Method } from '../../kit/logins/methods';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

type Variables = NonNullable<JobOptions['variables']>;

const USER = 'DOM\\ann';
const PASSWORD = 'pr0xy p@ss:w/rd%';
const KEY_PASSWORD = 'k3y-p4ssword';
const LOGIN = 'login.microsoftonline.com';

const FEDERATION = METHODS.find(({ name }) => name === 'federation of an Azure connection') ?? assert.fail();
const EVERY_METHOD: readonly Pick<Method, 'name' | 'inputs' | 'endpoint'>[] = [
  FEDERATION,
  { name: 'an access token', ...ACCESS_TOKEN },
  ...METHODS.filter((method) => method !== FEDERATION),
];

/** An agent without network settings. */
const LACKS: readonly { what: string; variables: (files: Files) => Variables; says: RegExp }[] = [
  {
    what: 'a wrong password for the proxy',
    variables: () => ({ 'agent.proxypassword': { value: 'wrong-password', secret: true } }),
    says: /^The proxy gave no connection to \S+ \(Error: the proxy answered 407\)\.\nFix: .*proxy.* \(HOST_UNREACHABLE\)$/,
  },
  {
    what: 'no authority that signed the certificates',
    variables: () => ({ 'agent.cainfo': '' }),
    says: /^No trusted TLS connection was possible to \S+ \(\w+\)\.\nFix: Configure the agent with the CA .* \(CERTIFICATE_REFUSED\)$/,
  },
  {
    what: 'an authority in another form',
    variables: ({ noPem }) => ({ 'agent.cainfo': noPem }),
    says: /^The agent is configured with a certificate file that cannot be used: \S+ does not contain a certificate in PEM format\.\nFix: Correct the files .* \(CERTIFICATE_REFUSED\)$/,
  },
  {
    what: 'no client certificate',
    variables: () => ({ 'agent.clientcert': '' }),
    says: /^No client certificate of this agent opened a TLS connection to \S+ \(ERR_SSL_\w*CERTIFICATE_REQUIRED\)\.\nFix: Configure the agent with a client certificate .* \(CERTIFICATE_REFUSED\)$/,
  },
  {
    what: 'a wrong password for the key of its client certificate',
    variables: () => ({ 'agent.clientcertpassword': { value: 'another-password', secret: true } }),
    says: /^No client certificate of this agent opened .*\(ERR_OSSL_\w+\)\.\nFix: .*its key and its password.* \(CERTIFICATE_REFUSED\)$/,
  },
  {
    what: 'a proxy where none is',
    variables: () => ({ 'agent.proxyurl': 'http://127.0.0.1:1' }),
    says: /^The proxy gave no connection to \S+ .*ECONNREFUSED 127\.0\.0\.1:1\)\.\nFix: .*proxy.* \(HOST_UNREACHABLE\)$/,
  },
  {
    what: 'another authority',
    variables: ({ otherAuthority }) => ({ 'agent.cainfo': otherAuthority }),
    says: /^No trusted TLS connection was possible to \S+ \(\w+\)\.\nFix: Configure the agent with the CA /,
  },
  {
    what: 'an authority in a file that is gone',
    variables: () => ({ 'agent.cainfo': '/nowhere/ca.pem' }),
    says: /^The agent is configured with a certificate file that cannot be used: ENOENT: .*\nFix: Correct the files .* \(CERTIFICATE_REFUSED\)$/,
  },
  {
    what: 'a client certificate that the servers do not trust',
    variables: ({ strangerCertificate, strangerKey }) => ({
      'agent.clientcert': strangerCertificate,
      'agent.clientcertkey': strangerKey,
    }),
    says: /^(?:No client certificate of this agent opened|The connection was lost to) \S+ .*\nFix: .*client certificate.* \((?:HOST_UNREACHABLE|CERTIFICATE_REFUSED)\)$/,
  },
  {
    what: 'the key of another certificate',
    variables: ({ otherKey }) => ({ 'agent.clientcertkey': otherKey }),
    says: /^No client certificate of this agent opened .*\(ERR_OSSL_\w*KEY_VALUES_MISMATCH\)\.\nFix: /,
  },
];

interface Files {
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly strangerCertificate: string;
  readonly strangerKey: string;
  readonly otherKey: string;
  readonly otherAuthority: string;
  readonly noPem: string;
}

describeOnNode(
  'A task behind a proxy with a password, a private CA and servers that require a client certificate',
  (node) => {
    const newWorkspace = useWorkspaces();
    const folder = mkdtempSync(join(tmpdir(), 'network-'));
    let keys: Keys;
    let files: Files;
    before(() => {
      keys = makeKeys();
      files = filesOf(keys, folder);
    });
    after(() => rmSync(folder, { recursive: true }));

    /** A fixture in which everything is at its public name, and an agent that was configured for it. */
    const behindProxy = <T>(
      use: (fixture: LoginFixture) => Promise<T>,
      options: Partial<LoginFixtureOptions> = {},
    ): Promise<T> => {
      const { ca } = keys.authority;
      const tls = { requestCert: true, rejectUnauthorized: true, ca };
      return withLoginFixture(
        { keys, workspace: newWorkspace(), proxyLogin: `${USER}:${PASSWORD}`, tls, ...options },
        (fixture) =>
          use({
            ...fixture,
            workspaceUrl: `https://${PUBLIC.workspace}`,
            variables: {
              ...fixture.variables,
              'System.CollectionUri': `https://${PUBLIC.azureDevOps}/contoso/`,
            },
          }),
      );
    };
    const configured = (): Variables => ({
      'agent.proxyusername': USER,
      'agent.proxypassword': { value: PASSWORD, secret: true },
      'agent.clientcert': files.clientCertificate,
      'agent.clientcertkey': files.clientKey,
      'agent.clientcertpassword': { value: KEY_PASSWORD, secret: true },
    });
    const run = async (
      fixture: LoginFixture,
      { variables = {}, ...step }: Partial<LoginStep> = {},
    ): Promise<StepResult> => {
      const all = { ...configured(), ...variables };
      const result = await runWithLogin(fixture, { method: FEDERATION, node, speed: 100, variables: all, ...step });
      assertNoSecretOfTheNetwork(result);
      return result;
    };
    const assertNoSecretOfTheNetwork = ({ rawLines, log }: StepResult): void => {
      // The task library itself writes the agent's passwords into debug lines when it is loaded; the agent masks those.
      const own = rawLines.filter((line) => !/^##vso\[task\.debug\]Agent\.(?:Proxy|ClientCert)Password=/.test(line));
      const secrets = [PASSWORD, encodeURIComponent(PASSWORD), 'wrong-password', KEY_PASSWORD, 'another-password'];
      const proof = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
      const all = [...secrets, proof, ...keys.authority.client.key.split('\n').slice(1, -2)];
      assert.deepEqual(
        [...own, ...log].filter((line) => all.some((secret) => line.includes(secret))),
        [],
      );
    };
    const hostsOf = ({ tunnels }: LoginFixture): readonly string[] => [...new Set(tunnels)].toSorted();

    for (const method of variants(EVERY_METHOD)) {
      it(`logs in by ${method.name}, and reaches everybody through the proxy`, async () => {
        await behindProxy(async (fixture) => {
          const step = await run(fixture, { method, speed: 10 });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
          const met = [
            PUBLIC.workspace,
            ...(fixture.entra.asked.length > 0 ? [LOGIN] : []),
            ...(fixture.azureDevOps.asked.length > 0 ? [PUBLIC.azureDevOps] : []),
          ];
          assert.deepEqual(hostsOf(fixture), met.map((host) => `${host}:443`).toSorted());
        });
      });
    }

    it('keeps its tunnels open', async () => {
      await behindProxy(async (fixture) => {
        await run(fixture, { method: { ...FEDERATION, ...ACCESS_TOKEN } });
        assert.ok(fixture.tunnels.length < fixture.workspaceHeaders.length, `${fixture.tunnels.length} tunnels`);
      });
    });

    for (const { what, variables, says } of variants(LACKS, 3)) {
      for (const method of variants([FEDERATION, { name: 'an access token', ...ACCESS_TOKEN }])) {
        it(`says what to do when the agent has ${what} (${method.name})`, async () => {
          await behindProxy(async (fixture) => {
            const step = await run(fixture, { method, speed: 1000, variables: variables(files) });
            assert.equal(step.result, 'Failed');
            assert.match(step.issues.at(-1)?.message ?? '', says);
            assert.equal(step.issues.at(-1)?.message.split('\n').length, 2);
            assert.deepEqual([fixture.workspaceHeaders.length, fixture.entra.asked.length], [0, 0]);
          });
        });
      }
    }

    it('trusts every server, with a warning, if the agent skips the check', async () => {
      await behindProxy(async (fixture) => {
        const variables = { 'agent.cainfo': '', 'agent.skipcertvalidation': 'True' };
        const step = await run(fixture, { variables });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.deepEqual(
          step.issues.map(({ type, message }) => [type, /skips certificate checks/.test(message)]),
          [['warning', true]],
        );
      });
    });

    exhaustively('needs no client certificate where nobody asks for one', async () => {
      await behindProxy(
        async (fixture) => {
          const step = await run(fixture, { variables: { 'agent.clientcert': '' } });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        },
        { tls: {} },
      );
    });

    const BYPASSES: readonly { what: string; list: readonly string[]; direct: 'workspace' | 'nobody' }[] = [
      { what: 'the host', list: ['nothing\\.test', '\\.azuredatabricks\\.net'], direct: 'workspace' },
      { what: 'nothing, because it is not a regular expression', list: ['*.azuredatabricks.net'], direct: 'nobody' },
      { what: 'the host in capitals', list: ['AZUREDATABRICKS'], direct: 'workspace' },
      { what: 'the whole origin', list: ['^https://adb-\\d+\\.7\\.azuredatabricks\\.net:\\d+$'], direct: 'workspace' },
      { what: 'a path', list: ['/api/'], direct: 'nobody' },
    ];
    for (const { what, list, direct } of variants(BYPASSES)) {
      it(`goes past the proxy to ${direct === 'nobody' ? 'nobody' : 'the workspace alone'} where the bypass list names ${what}`, async () => {
        await behindProxy(async (fixture) => {
          const { publicPort } = fixture;
          const workspaceUrl = `https://${PUBLIC.workspace}:${publicPort}`;
          const variables = { 'agent.proxybypasslist': JSON.stringify(list) };
          const step = await run({ ...fixture, workspaceUrl }, { variables });
          assert.equal(step.result, 'Succeeded', step.log.join('\n'));
          const others = [`${PUBLIC.azureDevOps}:443`, `${LOGIN}:443`];
          const through = direct === 'nobody' ? [`${PUBLIC.workspace}:${publicPort}`, ...others] : others;
          assert.deepEqual(hostsOf(fixture), through.toSorted());
        });
      });
    }

    exhaustively('ignores the proxies that the environment names for other programs', async () => {
      await behindProxy(async (fixture) => {
        const nowhere = 'http://127.0.0.1:1';
        const names = { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, ALL_PROXY: nowhere, NO_PROXY: '*' };
        const step = await run(fixture, { variables: { ...names, NODE_USE_ENV_PROXY: '1' } });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.ok(hostsOf(fixture).includes(`${PUBLIC.workspace}:443`), hostsOf(fixture).join());
      });
    });

    it('never shows its password or key if a pipeline sets DEBUG', async () => {
      await behindProxy(async (fixture) => {
        const step = await run(fixture, { variables: { DEBUG: '*', DEBUG_DEPTH: '9' } });
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      });
    });
  },
);

function filesOf({ authority }: Keys, folder: string): Files {
  const save = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const stranger = makeAuthority('other.test');
  const encrypted = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: KEY_PASSWORD } as const;
  return {
    clientCertificate: save('client.pem', authority.client.cert),
    clientKey: save('client.key', createPrivateKey(authority.client.key).export(encrypted).toString()),
    strangerCertificate: save('stranger.pem', stranger.client.cert),
    strangerKey: save('stranger.key', stranger.client.key),
    otherKey: save('other.key', authority.server.key),
    otherAuthority: save('other-ca.pem', stranger.ca),
    noPem: save('ca.der', 'not a certificate'),
  };
}
