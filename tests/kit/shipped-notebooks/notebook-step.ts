import { systemClock } from '../../../lib/core/node/system-clock';
import { Workspace } from '../../../lib/databricks/workspace';
import { httpClient } from '../../../lib/http/client';
import type { NotebookInputs } from '../../../lib/shipped-notebooks/run-shipped-notebook';
import type { Endpoint } from '../workspace/stand-in';

/** Serverless, and everything else as it is when a step sets nothing. */
export const NOTEBOOK_INPUTS: NotebookInputs = {
  existingClusterId: undefined,
  newCluster: undefined,
  budgetPolicyId: undefined,
  environmentVersion: undefined,
  libraries: undefined,
  timeoutMinutes: undefined,
  viewers: undefined,
  runName: undefined,
  runTags: undefined,
  logOutput: 'errors',
  onRerun: 'attach',
};

/** A client of the stand-in, without a connection of a pipeline. */
export function workspaceAt({ host, token }: Endpoint): Workspace {
  const transport = httpClient({});
  return new Workspace({
    host: { origin: host },
    clock: systemClock,
    random: () => 0.5,
    signal: new AbortController().signal,
    onRetry: () => undefined,
    send: (request) => transport({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } }),
  });
}
