import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';

/** The agent's network configuration. */
export interface Network {
  readonly proxy?: Proxy;
  /** Trusted PEM certificates in addition to Node's. */
  readonly extraCa?: string;
  readonly clientCertificate?: { readonly cert: string; readonly key: string; readonly passphrase?: string };
  readonly skipCertificateCheck?: boolean;
}

export interface Proxy {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** Regular expressions; a matching origin bypasses the proxy. */
  readonly bypass: readonly string[];
}

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** The proxy's URL with credentials, or undefined if `url` bypasses the proxy. */
export function proxyFor(url: string, proxy: Proxy | undefined): string | undefined {
  if (proxy === undefined || isLoopback(url) || proxy.bypass.some((pattern) => matches(pattern, new URL(url).origin))) {
    return undefined;
  }
  const full = new URL(proxy.url);
  full.username = proxy.username === undefined ? full.username : encodeURIComponent(proxy.username);
  full.password = proxy.password === undefined ? full.password : encodeURIComponent(proxy.password);
  return full.href;
}

export function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/**
 * The agent compares with `scheme://host` and a port that is not the usual one, never with a path
 * (https://learn.microsoft.com/dotnet/api/system.net.webproxy.bypasslist); some patterns end in the slash behind it.
 * An empty pattern, or one that JavaScript cannot read, matches nothing.
 */
function matches(pattern: string, origin: string): boolean {
  try {
    const expression = new RegExp(pattern.trim(), 'i');
    return pattern.trim() !== '' && (expression.test(origin) || expression.test(`${origin}/`));
  } catch {
    return false;
  }
}
