import type { ModelEnvironment } from '../../shipped-notebooks/model-environment';
import { REGISTRY_URI } from '../../shipped-notebooks/registry-uri';
import type { ShippedNotebook } from '../../shipped-notebooks/run-shipped-notebook';
import { PROBE_MODULES, PROBE_NOTEBOOK } from './probe-files';
import type { ProbeRequest } from './probe-request';

/** The notebook with what it is asked, and with the environment in which it runs. */
export function probeNotebook(
  { modelUri, registry, predict, checks, secondsEach }: ProbeRequest,
  environment: ModelEnvironment,
  { isOnCluster }: { readonly isOnCluster: boolean },
): ShippedNotebook {
  const requirements = environment.dependencies.map((line) => `${line}\n`).join('');
  return {
    name: PROBE_NOTEBOOK,
    modules: PROBE_MODULES,
    asOneFile: true,
    files: {
      ...(checks === undefined ? {} : { 'project_checks.py': checks }),
      ...(isOnCluster ? { 'project_requirements.txt': requirements } : {}),
    },
    parameters: {
      model_uri: modelUri,
      registry_uri: REGISTRY_URI[registry],
      predict: String(predict),
      run_checks: String(checks !== undefined),
      install: String(isOnCluster),
      seconds_each: String(secondsEach),
    },
    environment: isOnCluster ? undefined : environment,
  };
}
