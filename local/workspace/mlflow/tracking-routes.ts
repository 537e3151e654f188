import type { Json } from '../../../lib/core/lossless-json';
import type { Fields } from '../http/fields';
import { invalidParameter, Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import type { ArtifactAddresses } from './artifact-address';
import { member } from './catalog-models';
import type { MlflowRequest, MlflowSpace } from './mlflow-space';

export interface TrackingContext {
  readonly space: MlflowSpace;
  readonly addresses: ArtifactAddresses;
  /** Whether a workspace folder exists, since an experiment lies in one. */
  readonly folderExists: (path: string) => boolean;
}

const V2 = '/api/2.0/mlflow';
const V3 = '/api/3.0/mlflow';

/** What MLflow's server answers just as the service does, artifact addresses aside. */
const FORWARDED: readonly (readonly [Method, string])[] = [
  ['GET', `${V2}/experiments/get`],
  ['GET', `${V2}/experiments/get-by-name`],
  ['POST', `${V2}/experiments/search`],
  ['POST', `${V2}/experiments/update`],
  ['POST', `${V2}/experiments/delete`],
  ['POST', `${V2}/experiments/restore`],
  ['POST', `${V2}/experiments/set-experiment-tag`],
  ['POST', `${V2}/runs/create`],
  ['GET', `${V2}/runs/get`],
  ['POST', `${V2}/runs/update`],
  ['POST', `${V2}/runs/delete`],
  ['POST', `${V2}/runs/restore`],
  ['POST', `${V2}/runs/search`],
  ['POST', `${V2}/runs/set-tag`],
  ['POST', `${V2}/runs/delete-tag`],
  ['POST', `${V2}/runs/log-parameter`],
  ['POST', `${V2}/runs/log-metric`],
  ['POST', `${V2}/runs/log-batch`],
  ['POST', `${V2}/runs/log-inputs`],
  ['POST', `${V2}/runs/log-model`],
  ['POST', `${V2}/runs/outputs`],
  ['GET', `${V2}/metrics/get-history`],
  ['GET', `${V2}/artifacts/list`],
  ['POST', `${V2}/logged-models`],
  ['POST', `${V2}/logged-models/search`],
  ['GET', `${V2}/logged-models/{model_id}`],
  ['PATCH', `${V2}/logged-models/{model_id}`],
  ['DELETE', `${V2}/logged-models/{model_id}`],
  ['PATCH', `${V2}/logged-models/{model_id}/tags`],
  ['DELETE', `${V2}/logged-models/{model_id}/tags/{key}`],
  ['POST', `${V2}/logged-models/{model_id}/params`],
  ['GET', `${V2}/logged-models/{model_id}/artifacts/directories`],
  ['POST', `${V3}/traces`],
  ['POST', `${V3}/traces/search`],
  ['GET', `${V3}/traces/{trace_id}`],
  ['PATCH', `${V3}/traces/{trace_id}/tags`],
];

/** MLflow tracking: experiments, runs, logged models and traces, kept by a real MLflow server. */
export function trackingRoutes({ space, addresses, folderExists }: TrackingContext): readonly Route[] {
  async function forward(call: ApiCall) {
    return json(addresses.reply(await space.send(forwarded(call))));
  }

  async function experimentCalled(name: string): Promise<Json | undefined> {
    const answer = await space.get(`${V2}/experiments/get-by-name`, { experiment_name: name });
    return member(answer, 'experiment')['experiment_id'];
  }

  return [
    ...FORWARDED.map(([method, path]) => ({ method, path, answer: forward })),
    {
      method: 'POST',
      path: `${V2}/experiments/create`,
      async answer(call) {
        const name = call.fields.text('name');
        refuseBadName(name, folderExists);
        try {
          return await forward(call);
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

/** The same request for MLflow's server, which reads the fields of a DELETE from its body alone. */
export function forwarded({ request: { method, path, search }, fields }: ApiCall): MlflowRequest {
  return method === 'GET' ? { method, path: `${path}${search}` } : { method, path, body: fields.json };
}

/** The client asks for a notebook's own experiment by creating it, and means the one that is there. */
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
