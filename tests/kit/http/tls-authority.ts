import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Authority {
  /** The authority's own certificate. */
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
}

/** A certificate authority that no computer trusts, with a certificate for `serverName` and one for a client. */
export function makeAuthority(serverName: string): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const issue = (name: string, extension: string): { cert: string; key: string } => {
    writeFileSync(join(folder, `${name}.ext`), extension);
    openssl('req', '-new', '-subj', `/CN=${name}`, ...newKey(name), '-out', `${name}.csr`);
    const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-days', '2', '-out', `${name}.pem`);
    return { cert: read(`${name}.pem`), key: read(`${name}.key`) };
  };
  try {
    openssl('req', '-x509', '-subj', '/CN=Test authority', ...newKey('ca'), '-days', '2', '-out', 'ca.pem');
    return {
      ca: read('ca.pem'),
      server: issue('server', `subjectAltName=DNS:${serverName},IP:127.0.0.1`),
      client: issue('client', 'extendedKeyUsage=clientAuth'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function newKey(name: string): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`];
}
