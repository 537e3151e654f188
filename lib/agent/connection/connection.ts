import type { Redactor } from '../../core/redaction';
import type { WorkspaceHost } from '../../databricks/api/host';
import type { IdentityClaims } from '../../databricks/auth/identity-claims';
import type { TokenTools } from '../../databricks/auth/login';
import type { CacheTools } from '../../databricks/auth/token-cache';
import type { Credentials } from '../../http/credentials';
import type { Send } from '../../http/message';
import type { AgentHost } from '../host';
import { maskToken } from '../secrets';

/** The workspace and the identity. */
export interface Connection {
  readonly host: WorkspaceHost;
  readonly credentials: Credentials;
  /** The way to log in, for people. */
  readonly method: string;
  /** Claims of the identity token from Azure DevOps; only with federation. */
  readonly claims?: () => IdentityClaims | undefined;
  /** The next step if the workspace refuses the identity. */
  readonly whenRefused: string;
}

/** What every way to log in needs. */
export interface ConnectionTools {
  readonly redactor: Redactor;
  readonly login: TokenTools;
  readonly cache: CacheTools;
}

export interface ConnectionParts {
  readonly host: AgentHost;
  readonly redactor: Redactor;
  /** Adds user agent and attempt timeout, but no credentials. */
  readonly send: Send;
}

export function connectionTools({ host, redactor, send }: ConnectionParts): ConnectionTools {
  const { clock, random, log } = host;
  return {
    redactor,
    login: {
      send,
      clock,
      random,
      onRetry: (line) => log.debug(line),
      mask: (name, value) => maskToken(name, value, redactor),
    },
    cache: {
      clock,
      onFailedRenewal: (error) =>
        log.debug(`The token was not renewed yet: ${error instanceof Error ? error.message : String(error)}`),
    },
  };
}
