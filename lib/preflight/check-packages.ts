import { UserError } from '../core/errors';
import type { RunStep } from '../runs/run-to-end';
import { runShippedNotebook, type NotebookInputs } from '../shipped-notebooks/run-shipped-notebook';
import type { Finding } from './finding';

const NOTEBOOK = { name: 'packages_installed', parameters: {} };
/** Serverless, as a model's own environment is. */
const COMPUTE: NotebookInputs = {
  existingClusterId: undefined,
  newCluster: undefined,
  budgetPolicyId: undefined,
  environmentVersion: undefined,
  libraries: undefined,
  timeoutMinutes: 30,
  logOutput: 'errors',
  onRerun: 'attach',
  runName: undefined,
  viewers: undefined,
  runTags: undefined,
};

/** Whether a job can install the packages from the workspace's package index; only a run shows that. */
export async function checkPackages(packages: readonly string[], step: RunStep): Promise<Finding> {
  const check = `packages ${packages.join(', ')}`;
  const libraries = packages.map((name) => ({ pypi: { package: name } }));
  try {
    const { runId } = await runShippedNotebook(NOTEBOOK, { ...COMPUTE, libraries }, step);
    return { check, verdict: 'known', because: `run ${runId} installed them on serverless compute` };
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'LIBRARIES_NOT_INSTALLED') {
      throw error;
    }
    const ask = `The packages ${packages.join(', ')} in the package index that the workspace installs from.`;
    return { check, verdict: 'absent', because: error.message, ask };
  }
}
