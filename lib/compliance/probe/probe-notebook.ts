import type { ModelEnvironment } from '../../shipped-notebooks/model-environment';
import { REGISTRY_URI } from '../../shipped-notebooks/registry-uri';
import type { NotebookInputs, ShippedNotebook } from '../../shipped-notebooks/run-shipped-notebook';
import { PROBE_MODULES, PROBE_NOTEBOOK } from './probe-files';
import type { ProbeRequest } from './probe-request';

/** The notebook with what it is asked, and with the environment in which it runs. */
export function probeNotebook(
  { modelUri, registry, predict, checks, secondsEach }: ProbeRequest,
  environment: ModelEnvironment,
  { existingClusterId, newCluster }: NotebookInputs,
): ShippedNotebook {
  // A cluster has no environment: there, the job installs the packages itself.
  const isCluster = existingClusterId !== undefined || newCluster !== undefined;
  const requirements = environment.dependencies.map((line) => `${line}\n`).join('');
  return {
    name: PROBE_NOTEBOOK,
    modules: PROBE_MODULES,
    files: {
      ...(checks === undefined ? {} : { 'project_checks.py': checks }),
      ...(isCluster ? { 'project_requirements.txt': requirements } : {}),
    },
    parameters: {
      model_uri: modelUri,
      registry_uri: REGISTRY_URI[registry],
      predict: String(predict),
      run_checks: String(checks !== undefined),
      install: String(isCluster),
      seconds_each: String(secondsEach),
    },
    environment: isCluster ? undefined : environment,
  };
}
