import { UserError } from '../../core/errors';
import type { LoggedModel } from '../../mlflow/runs-client';

const MOST_NAMED = 20;

export function runMissing(
  runId: string,
  { isDeleted, address }: { readonly isDeleted: boolean; readonly address: string },
): UserError {
  return new UserError('MLFLOW_RUN_NOT_FOUND', {
    what: isDeleted
      ? `MLflow run ${runId} in ${address} has been deleted.`
      : `There is no MLflow run ${runId} in ${address} that this identity can see.`,
    fix: isDeleted
      ? 'Restore it, or train again.'
      : "Correct the ID; it is the one of MLflow, not that of the job's run.",
  });
}

export function unknownModel(modelId: string, address: string): UserError {
  return new UserError('LOGGED_MODEL_NOT_FOUND', {
    what: `There is no logged model ${modelId} in ${address} that this identity can see.`,
    fix: "Correct 'modelUri'; the page of the run lists its models.",
  });
}

export function nothingLogged(
  runId: string,
  { path, logged }: { readonly path: string; readonly logged: readonly LoggedModel[] },
): UserError {
  return new UserError('LOGGED_MODEL_NOT_FOUND', {
    what: `MLflow run ${runId} logged no model under '${path}'.`,
    fix:
      logged.length === 0
        ? 'Call log_model in the training run, and re-run it.'
        : `Set 'modelUri' to one of: ${addresses(logged)}.`,
  });
}

export function ambiguous(runId: string, models: readonly LoggedModel[]): UserError {
  return new UserError('LOGGED_MODEL_AMBIGUOUS', {
    what: `MLflow run ${runId} logged ${models.length} models; a task does not guess which one to register.`,
    fix: `Set 'modelUri' to one of: ${addresses(models)}.`,
  });
}

export function unfinished(what: string, status: string): UserError {
  return new UserError('VERSION_NOT_READY', {
    what: `${what}, which was to be registered, is not ready (${status || 'no status'}).`,
    fix: 'Wait until its upload is finished; if that failed, log the model again.',
  });
}

function addresses(models: readonly LoggedModel[]): string {
  const named = models.slice(0, MOST_NAMED).map(({ id, name }) => `models:/${id} (${name})`);
  return [...named, ...(models.length > MOST_NAMED ? ['…'] : [])].join(', ');
}
