import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '../../local/workspace/workspace';
import { onEachNode } from './nodes-under-test';
import { runStep } from './pipeline';
import { workspaces } from './workspace-under-test';

/** A name that no resolver knows: only the proxy can lead there. */
const HOST = 'adb-1.test';
const PROXY_USER = 'proxy-user';
const PROXY_PASSWORD = 'proxy-p4ssword';

onEachNode('DatabricksRunJob behind a proxy and a private CA', (node) => {
  const newWorkspace = workspaces();
  const folder = mkdtempSync(join(tmpdir(), 'network-'));
  const servers: { close(): unknown; closeAllConnections(): void }[] = [];
  before(() => makeCertificates(folder));
  afterEach(() => {
    servers.splice(0).forEach((server) => {
      server.closeAllConnections();
      server.close();
    });
  });
  after(() => rmSync(folder, { recursive: true }));

  async function network(workspace: Workspace): Promise<{ readonly proxyUrl: string; readonly tunnels: string[] }> {
    const tls = createTlsServer(
      { key: readFileSync(join(folder, 'server.key')), cert: readFileSync(join(folder, 'server.pem')) },
      forwardTo(workspace.host),
    );
    const tunnels: string[] = [];
    const proxy = tunnelProxy(await listen(tls), tunnels);
    servers.push(tls, proxy);
    return { proxyUrl: `http://127.0.0.1:${await listen(proxy)}`, tunnels };
  }

  const endpoint = { url: `https://${HOST}` };
  const ca = (): Readonly<Record<string, string>> => ({ 'agent.cainfo': join(folder, 'ca.pem') });
  const throughProxy = (
    proxyUrl: string,
    password = PROXY_PASSWORD,
  ): Readonly<Record<string, string | { value: string; secret: true }>> => ({
    'agent.proxyurl': proxyUrl,
    'agent.proxyusername': PROXY_USER,
    'agent.proxypassword': { value: password, secret: true },
  });

  it("goes through the agent's proxy with its user, and trusts the agent's CA", async () => {
    const workspace = newWorkspace();
    const { proxyUrl, tunnels } = await network(workspace);
    const variables = { ...throughProxy(proxyUrl), ...ca() };
    const step = await runStep({ workspace, node, endpoint, variables }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.deepEqual([...new Set(tunnels)], [`${HOST}:443`]);
    assert.ok(tunnels.length < workspace.requests.length, 'connections are kept');
  });

  it('refuses a certificate that nobody known has signed', async () => {
    const workspace = newWorkspace();
    const { proxyUrl } = await network(workspace);
    const step = await runStep(
      { workspace, node, endpoint, variables: throughProxy(proxyUrl) },
      { notebookPath: '/Shared/ok' },
    );
    assert.match(
      step.issues[0]?.message ?? '',
      /No trusted TLS connection was possible to adb-1\.test .*\nFix: Configure the agent with the CA/,
    );
    assert.equal(workspace.requests.length, 0);
  });

  it('accepts it with a warning where the agent skips the check', async () => {
    const workspace = newWorkspace();
    const { proxyUrl } = await network(workspace);
    const variables = { ...throughProxy(proxyUrl), 'agent.skipcertvalidation': 'True' };
    const step = await runStep({ workspace, node, endpoint, variables }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.match(step.issues[0]?.message ?? '', /skips certificate checks/);
  });

  it('does not take a refusal by the proxy for one by Databricks', async () => {
    const workspace = newWorkspace();
    const { proxyUrl } = await network(workspace);
    const variables = { ...throughProxy(proxyUrl, 'wrong-password'), ...ca() };
    const step = await runStep({ workspace, node, speed: 20, endpoint, variables }, { notebookPath: '/Shared/ok' });
    assert.match(
      step.issues[0]?.message ?? '',
      /The proxy gave no connection to adb-1\.test.*407.*\nFix: Check the agent's proxy/,
    );
    // The task library itself writes the agent's password into a debug line when it is loaded; the agent masks that.
    const own = step.rawLines.filter((line) => !line.startsWith('##vso[task.debug]Agent.ProxyPassword='));
    assert.ok(own.every((line) => !line.includes('wrong-password')));
    assert.deepEqual(step.leaks, []);
  });

  it('goes direct where the bypass list says so', async () => {
    const workspace = newWorkspace();
    const { proxyUrl, tunnels } = await network(workspace);
    const variables = { ...throughProxy(proxyUrl), ...ca(), 'agent.proxybypasslist': String.raw`["adb-1\\.test"]` };
    const step = await runStep({ workspace, node, speed: 20, endpoint, variables }, { notebookPath: '/Shared/ok' });
    assert.match(step.issues[0]?.message ?? '', /There is no way to adb-1\.test/);
    assert.deepEqual(tunnels, []);
  });
});

/** A CA of our own and a certificate for HOST; OpenSSL's command is on every machine that builds this. */
function makeCertificates(folder: string): void {
  const openssl = (...args: readonly string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test CA',
  );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
    '-subj',
    `/CN=${HOST}`,
    '-addext',
    `subjectAltName=DNS:${HOST}`,
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'server.pem',
    '-days',
    '2',
    '-copy_extensions',
    'copy',
  );
}

function forwardTo(host: string): Parameters<typeof createHttpServer>[1] & object {
  return (incoming, outgoing) => {
    const onward = request(
      new URL(incoming.url ?? '/', host),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  };
}

/** A forward proxy that asks for user and password and leads every tunnel to one local port. */
function tunnelProxy(port: number, tunnels: string[]): Server {
  const expected = `Basic ${btoa(`${PROXY_USER}:${PROXY_PASSWORD}`)}`;
  return createHttpServer().on('connect', (incoming, socket, head) => {
    if (incoming.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    tunnels.push(incoming.url ?? '');
    const server = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.write(head);
      server.pipe(socket).pipe(server);
    });
    [server, socket].forEach((end) => end.on('error', () => [server, socket].forEach((other) => other.destroy())));
  });
}

function listen(server: Server | ReturnType<typeof createTlsServer>): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}
