import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OwnCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate that an application signed itself. */
export function selfSigned(kind: 'rsa' | 'ec' = 'rsa'): OwnCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const newKey = kind === 'rsa' ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  try {
    const files = ['-nodes', '-keyout', 'key.pem', '-out', 'cert.pem'];
    const args = ['req', '-x509', '-newkey', ...newKey, ...files, '-days', '2', '-subj', '/CN=application'];
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
    return {
      cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
