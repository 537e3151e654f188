import type { Credentials } from '../../../http/credentials';
import type { AccessToken } from '../access-token';
import { bearerCredentials } from '../bearer';
import { TokenCache, type CacheTools } from '../token-cache';
import { DATABRICKS_RESOURCE, type AzureCloud } from './cloud';

export interface EntraLogin {
  readonly cloud: AzureCloud;
  readonly token: (resource: string) => Promise<AccessToken>;
  /** Resource ID of the workspace in Azure; lets in an owner who is not a member yet. */
  readonly workspaceResourceId: string | undefined;
}

/** Azure Databricks refuses a token that expires within half a minute. */
const EARLY_MS = 40_000;
const MANAGEMENT_HEADER = 'X-Databricks-Azure-SP-Management-Token';

export function entraCredentials({ cloud, token, workspaceResourceId }: EntraLogin, tools: CacheTools): Credentials {
  const cacheOf = (resource: string): TokenCache =>
    new TokenCache(() => token(resource), { ...tools, earlyMs: EARLY_MS });
  const bearer = bearerCredentials(cacheOf(DATABRICKS_RESOURCE));
  if (workspaceResourceId === undefined) {
    return bearer;
  }
  const management = cacheOf(cloud.management);
  return {
    headers: async (signal) => ({
      ...(await bearer.headers(signal)),
      [MANAGEMENT_HEADER]: (await management.current(signal)).value,
      'X-Databricks-Azure-Workspace-Resource-Id': workspaceResourceId,
    }),
    forget(refused) {
      bearer.forget?.(refused);
      management.forget(refused[MANAGEMENT_HEADER] ?? '');
    },
    endsAt: () => earlier(bearer.endsAt?.(), management.endsAt),
  };
}

/** The headers are valid only while both tokens are. */
function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.min(one, other);
}
