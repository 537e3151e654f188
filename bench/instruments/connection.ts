import type { ServiceEndpoint } from '../../local/agent/job';

/** What a step names in its input `connection`. */
export const CONNECTION = '4d5a1c1e-0000-4000-8000-00000000c0de';

export function connectionTo({ host, token }: { readonly host: string; readonly token: string }): ServiceEndpoint {
  return {
    id: CONNECTION,
    name: 'databricks-dev',
    type: 'databricks-mlops',
    url: host,
    authorization: { scheme: 'Token', parameters: { apitoken: token } },
  };
}
