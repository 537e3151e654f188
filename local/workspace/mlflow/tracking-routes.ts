import type { Json } from '../../../lib/core/lossless-json';
import type { Fields } from '../http/fields';
import { invalidParameter, Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import type { ArtifactAddresses } from './artifact-address';
import { member } from './mlflow-answer';
import type { MlflowRequest, MlflowSpace } from './mlflow-space';

export interface TrackingContext {
  readonly space: MlflowSpace;
  readonly addresses: ArtifactAddresses;
  /** Whether a workspace folder exists; an experiment must be in one. */
  readonly folderExists: (path: string) => boolean;
}

const V2 = '/api/2.0/mlflow';
const V3 = '/api/3.0/mlflow';

/** Requests that MLflow's server answers like the service, except for artifact URLs. */
const FORWARDED: readonly (readonly [method: Method, path: string, members: string])[] = [
  ['GET', `${V2}/experiments/get`, 'experiment_id'],
  ['GET', `${V2}/experiments/get-by-name`, 'experiment_name'],
  ['POST', `${V2}/experiments/search`, 'max_results page_token filter order_by view_type'],
  ['POST', `${V2}/experiments/update`, 'experiment_id new_name'],
  ['POST', `${V2}/experiments/delete`, 'experiment_id'],
  ['POST', `${V2}/experiments/restore`, 'experiment_id'],
  ['POST', `${V2}/experiments/set-experiment-tag`, 'experiment_id key value'],
  ['POST', `${V2}/runs/create`, 'experiment_id user_id run_name start_time tags'],
  ['GET', `${V2}/runs/get`, 'run_id run_uuid'],
  ['POST', `${V2}/runs/update`, 'run_id run_uuid status end_time run_name'],
  ['POST', `${V2}/runs/delete`, 'run_id'],
  ['POST', `${V2}/runs/restore`, 'run_id'],
  ['POST', `${V2}/runs/search`, 'experiment_ids filter run_view_type max_results order_by page_token'],
  ['POST', `${V2}/runs/set-tag`, 'run_id run_uuid key value'],
  ['POST', `${V2}/runs/delete-tag`, 'run_id key'],
  ['POST', `${V2}/runs/log-parameter`, 'run_id run_uuid key value'],
  ['POST', `${V2}/runs/log-metric`, 'run_id run_uuid key value timestamp step model_id dataset_name dataset_digest'],
  ['POST', `${V2}/runs/log-batch`, 'run_id metrics params tags'],
  ['POST', `${V2}/runs/log-inputs`, 'run_id datasets models'],
  ['POST', `${V2}/runs/log-model`, 'run_id model_json'],
  ['POST', `${V2}/runs/outputs`, 'run_id models'],
  ['GET', `${V2}/metrics/get-history`, 'run_id run_uuid metric_key page_token max_results'],
  ['GET', `${V2}/artifacts/list`, 'run_id run_uuid path page_token'],
  ['POST', `${V2}/logged-models`, 'experiment_id name model_type source_run_id params tags'],
  ['POST', `${V2}/logged-models/search`, 'experiment_ids filter datasets max_results order_by page_token'],
  ['GET', `${V2}/logged-models/{model_id}`, 'model_id'],
  ['PATCH', `${V2}/logged-models/{model_id}`, 'model_id status'],
  ['DELETE', `${V2}/logged-models/{model_id}`, 'model_id'],
  ['PATCH', `${V2}/logged-models/{model_id}/tags`, 'model_id tags'],
  ['DELETE', `${V2}/logged-models/{model_id}/tags/{key}`, 'model_id tag_key'],
  ['POST', `${V2}/logged-models/{model_id}/params`, 'model_id params'],
  ['GET', `${V2}/logged-models/{model_id}/artifacts/directories`, 'model_id artifact_directory_path page_token'],
  ['POST', `${V3}/traces`, 'trace'],
  ['POST', `${V3}/traces/search`, 'locations filter max_results order_by page_token'],
  ['GET', `${V3}/traces/{trace_id}`, 'trace_id'],
  ['PATCH', `${V3}/traces/{trace_id}/tags`, 'trace_id key value'],
];

/** MLflow tracking: experiments, runs, logged models and traces, stored by a real MLflow server. */
export function trackingRoutes({ space, addresses, folderExists }: TrackingContext): readonly Route[] {
  async function forward(call: ApiCall, members: string) {
    return json(addresses.reply(await space.send(forwarded(call, members))));
  }

  async function experimentCalled(name: string): Promise<Json | undefined> {
    const answer = await space.get(`${V2}/experiments/get-by-name`, { experiment_name: name });
    return member(answer, 'experiment')['experiment_id'];
  }

  return [
    ...FORWARDED.map(([method, path, members]): Route => ({ method, path, answer: (call) => forward(call, members) })),
    {
      method: 'POST',
      path: `${V2}/experiments/create`,
      async answer(call) {
        const name = call.fields.text('name');
        refuseBadName(name, folderExists);
        try {
          return await forward(call, 'name artifact_location tags');
        } catch (error) {
          if (isOfNotebook(call.fields) && error instanceof Refusal && error.errorCode === 'RESOURCE_ALREADY_EXISTS') {
            return json({ experiment_id: await experimentCalled(name) });
          }
          throw error;
        }
      },
    },
  ];
}

/**
 * The same request for MLflow's server with these members, a list separated by blanks.
 * Except for GET, the server reads only the body; values from the path win.
 */
export function forwarded({ request, fields, segments }: ApiCall, members: string): MlflowRequest {
  const { method, path, search } = request;
  const body = { ...fields.passOn(members.split(' ')), ...segments.json };
  return method === 'GET' ? { method, path: `${path}${search}` } : { method, path, body };
}

/** The client creates a notebook's experiment to get it, and expects the existing one. */
function isOfNotebook(fields: Fields): boolean {
  return fields.objects('tags').some(({ key }) => key === 'mlflow.experiment.sourceId');
}

function refuseBadName(name: string, folderExists: (path: string) => boolean): void {
  if (!name.startsWith('/')) {
    throw invalidParameter(
      `Got an invalid experiment name '${name}'. An experiment name must be an absolute path within the workspace, ` +
        "e.g. '/Users/<some-username>/my-experiment'.",
    );
  }
  const parent = name.slice(0, name.lastIndexOf('/')) || '/';
  if (!folderExists(parent)) {
    throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `Parent directory ${parent} does not exist.`);
  }
}
