import { UserError } from '../../core/errors';
import { isJsonList, isJsonObject, type JsonObject } from '../../core/lossless-json';
import { VERSION_TAGS } from '../../registry/version-tags';
import type { RunInputs } from '../../runs/run-inputs';
import type { TaskHost } from '../../task/host';
import type { Marks } from '../candidate/marks';

type Inputs = Pick<RunInputs, 'notebookPath' | 'pythonFile' | 'parameters'> & { readonly quick: boolean };

/** Whether the training finds the configuration that applies; a job or run file has parameters of its own. */
export function takesConfiguration({ notebookPath, pythonFile, parameters }: Omit<Inputs, 'quick'>): boolean {
  return (notebookPath ?? pythonFile) !== undefined && !isJsonList(parameters ?? {});
}

/** A version that was trained on a sample may not pass for a full one, and no version of a pull request becomes champion. */
export function requireQuickAllowed(inputs: Inputs, { facts, project }: Pick<TaskHost, 'facts' | 'project'>): void {
  if (!inputs.quick) {
    return;
  }
  if (facts.pullRequest === undefined) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input 'quick' is true, but this run of ${facts.branch} belongs to no pull request, and its version could become champion.`,
      fix: "Open a pull request for the branch, or set 'quick: false' to train on all rows.",
    });
  }
  if (project === undefined || !takesConfiguration(inputs)) {
    throw new UserError('INPUTS_REFUSED', {
      what: "Input 'quick' is true, but the training would not know: it reads 'training.quick' from the file that the parameter mlops_config names.",
      fix: "Set 'configFile' and 'environment', and run a notebook or a Python file with a map of parameters.",
    });
  }
}

/** What applies, as the training reads it. */
export function configurationFor({ quick }: Pick<Inputs, 'quick'>, configuration: JsonObject): JsonObject {
  const { training } = configuration;
  return quick ? { ...configuration, training: { ...(isJsonObject(training) ? training : {}), quick } } : configuration;
}

export function quickMark({ quick }: Pick<Inputs, 'quick'>): Marks {
  return quick ? { [VERSION_TAGS.quick]: 'true' } : {};
}
