import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import type { Workspace } from '../../../local/workspace/workspace';
import { proxying } from '../http/forward-proxy';
import { serving, servingTls } from '../http/local-server';
import { makeAuthority, type Authority } from '../http/tls-authority';
import type { ServiceRequest } from './answer';
import { selfSigned, type OwnCertificate } from './certificate';
import { FakeAzureDevOps } from './fake-azure-devops';
import { FakeEntra } from './fake-entra';
import { FakeIdentityService } from './fake-identity-service';
import { FakeWorkspaceLogin, guarded } from './fake-workspace';
import { IssuedTokens } from './issued-tokens';
import { Signer, type Algorithm } from './signer';
import { Trust } from './trust';

export const CONNECTION_ID = '4d5a1c1e-0000-4000-8000-00000000c0de';
const LOGIN_HOSTS = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.chinacloudapi.cn'];
/** Where the same services are for somebody who reaches them by their public names. */
export const PUBLIC = {
  workspace: 'adb-1234567890123456.7.azuredatabricks.net',
  azureDevOps: 'dev.azure.com',
} as const;
const NAMES = [...LOGIN_HOSTS, PUBLIC.workspace, PUBLIC.azureDevOps];
const DATABRICKS = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default';

const PRELOADED = ['identity-service.cjs', 'public-names.cjs'];

/** Keys and certificates take long to make, so all tests of a process have the same. */
export interface Keys {
  readonly authority: Authority;
  readonly certificate: OwnCertificate;
  readonly signers: Readonly<Record<Algorithm, Signer>>;
}

export function makeKeys(): Keys {
  return (keysOfThisProcess ??= {
    authority: makeAuthority(NAMES.join(',DNS:')),
    certificate: selfSigned(),
    signers: { RS256: new Signer('RS256'), ES256: new Signer('ES256') },
  });
}

let keysOfThisProcess: Keys | undefined;

/** All services that a login uses. */
export interface LoginFixture {
  readonly azureDevOps: FakeAzureDevOps;
  readonly entra: FakeEntra;
  readonly identityService: FakeIdentityService;
  readonly workspaceLogin: FakeWorkspaceLogin;
  /** Given to people, who put them into connections. */
  readonly accessTokens: IssuedTokens;
  readonly trust: Trust;
  readonly certificate: OwnCertificate;
  /** Address at which only tokens that were given out are let in. */
  readonly workspaceUrl: string;
  /** Headers of what was let in or not. */
  readonly workspaceHeaders: ServiceRequest['headers'][];
  /** Hosts that the proxy was asked for. */
  readonly tunnels: readonly string[];
  /** Where all public names are served by TLS. */
  readonly publicPort: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly machine: Readonly<Record<string, string>>;
}

export interface LoginFixtureOptions {
  readonly keys: Keys;
  readonly workspace: Workspace;
  readonly algorithm?: Algorithm;
  /** `user:password`; asked for by the proxy when set. */
  readonly proxyLogin?: string;
  /** What the servers at public names ask for, besides having a certificate. */
  readonly tls?: TlsOptions;
}

export async function withLoginFixture<T>(
  { keys, workspace, algorithm = 'RS256', proxyLogin, tls }: LoginFixtureOptions,
  use: (fixture: LoginFixture) => Promise<T>,
): Promise<T> {
  const signer = keys.signers[algorithm];
  const trust = new Trust(signer);
  const azureDevOps = new FakeAzureDevOps(CONNECTION_ID, signer);
  const entra = new FakeEntra(trust, keys.certificate.cert);
  const identityService = new FakeIdentityService();
  const workspaceLogin = new FakeWorkspaceLogin(trust);
  const accessTokens = new IssuedTokens();
  const workspaceHeaders: ServiceRequest['headers'][] = [];
  const opensTo = (headers: ServiceRequest['headers']): boolean => {
    workspaceHeaders.push(headers);
    const token = headers.authorization?.replace('Bearer ', '');
    return (
      [entra.tokens, identityService.tokens].some((tokens) => tokens.isGood(token, DATABRICKS)) ||
      [workspaceLogin.tokens, accessTokens].some((tokens) => tokens.isGood(token, 'workspace'))
    );
  };
  const workspaceListener = guarded({ workspace, login: workspaceLogin, opensTo });
  const byName: RequestListener = (request, response) => {
    const [name = ''] = (request.headers.host ?? '').split(':');
    const others: Readonly<Record<string, RequestListener>> = {
      [PUBLIC.workspace]: workspaceListener,
      [PUBLIC.azureDevOps]: azureDevOps.listener,
    };
    (others[name] ?? entra.listener)(request, response);
  };
  const folder = mkdtempSync(join(tmpdir(), 'logins-'));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, keys.authority.ca);
  try {
    const front = { tls: { ...keys.authority.server, ...tls }, listener: byName };
    return await servingTls(front, ({ port: publicPort }) =>
      proxying({ leadsTo: publicPort, ...(proxyLogin !== undefined && { login: proxyLogin }) }, (proxy) =>
        serving(azureDevOps.listener, (collection) =>
          serving(identityService.listener, (machineService) =>
            serving(workspaceListener, ({ port }) =>
              use({
                azureDevOps,
                entra,
                identityService,
                workspaceLogin,
                accessTokens,
                trust,
                certificate: keys.certificate,
                workspaceUrl: `http://127.0.0.1:${port}`,
                workspaceHeaders,
                tunnels: proxy.tunnels,
                publicPort,
                variables: {
                  'System.CollectionUri': `http://127.0.0.1:${collection.port}/contoso/`,
                  'agent.proxyurl': `http://127.0.0.1:${proxy.port}`,
                  'agent.cainfo': ca,
                  'system.debug': 'true',
                },
                machine: {
                  NODE_OPTIONS: PRELOADED.map((name) => `--require=${join(__dirname, '../preloaded', name)}`).join(' '),
                  TEST_PUBLIC_NAMES: NAMES.join(','),
                  TEST_IDENTITY_SERVICE_PORT: String(machineService.port),
                },
              }),
            ),
          ),
        ),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
