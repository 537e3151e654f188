import { UserError } from '../../core/errors';
import type { NewVersion, Traces, TrainingFacts } from './facts';

/** Says what the run has left behind instead of a version of the model. */
export function nothingFound({ model, run, versions }: TrainingFacts, traces: Traces): UserError {
  const { elsewhere, mlflowRunIds, unread } = traces;
  const names = [...new Set(elsewhere.map((version) => version.model))];
  const doubt = unread === undefined ? [] : [`That may not be all: ${unread}.`];
  if (names.length > 0) {
    const registered = elsewhere.map((version) => `version ${version.number} of ${version.model}`).join(', ');
    return new UserError('VERSION_UNDER_OTHER_NAME', {
      what: [`Run ${run.runId} registered no version of ${model}, but ${registered}.`, ...doubt].join(' '),
      fix: `Set 'modelName' to ${names.join(' or ')}, or let the training code register under ${model}.`,
    });
  }
  const logged =
    mlflowRunIds.length === 0
      ? 'No MLflow run carries its ID.'
      : `It logged MLflow run ${mlflowRunIds.join(', ')}, which registered nothing.`;
  const others =
    versions.length === 0 ? [] : [`Registered while it was going on: ${versions.map(described).join(', ')}.`];
  return new UserError('NO_VERSION_TRAINED', {
    what: [`Run ${run.runId} registered no version of ${model}.`, logged, ...others, ...doubt].join(' '),
    fix: `Register the model in the training code, e.g. with registered_model_name='${model}'; if MLflow does not record the job run, set the tag mlops_job_run_id, or exit with the number of the version.`,
  });
}

function described({ number, jobRunIds, unread }: NewVersion): string {
  const from =
    unread === undefined
      ? jobRunIds.length === 0
        ? 'says nothing of a job run'
        : `job run ${jobRunIds.join(', ')}`
      : `its MLflow run cannot be read: ${unread}`;
  return `version ${number} (${from})`;
}
