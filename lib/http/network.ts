import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';

/** How this machine reaches the outside: what the pipeline agent was configured with. */
export interface Network {
  readonly proxy?: Proxy;
  /** PEM texts trusted besides the ones Node brings. */
  readonly extraCa?: string;
  readonly clientCertificate?: { readonly cert: string; readonly key: string; readonly passphrase?: string };
  readonly skipCertificateCheck?: boolean;
}

export interface Proxy {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** Regular expressions; a URL that matches one goes direct. */
  readonly bypass: readonly string[];
}

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** The proxy's URL with its credentials, or undefined when `url` goes direct. */
export function proxyFor(url: string, proxy: Proxy | undefined): string | undefined {
  if (proxy === undefined || isLoopback(url) || proxy.bypass.some((pattern) => matches(pattern, url))) {
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

/** The agent's bypass list may hold a pattern that JavaScript cannot read; such a one matches nothing. */
function matches(pattern: string, url: string): boolean {
  try {
    return new RegExp(pattern, 'i').test(url);
  } catch {
    return false;
  }
}
