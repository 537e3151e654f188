import { Refusal } from '../http/refusal';
import { redirect, type Reply } from '../http/reply';
import type { Route } from '../http/route';
import type { CatalogModels } from './catalog-models';
import type { MlflowSpace } from './mlflow-space';

// Printed links contain the workspace ID; here the URL selects the workspace.
const WORKSPACE_ID = ['o'];

/** The URLs that MLflow's client prints; they redirect a browser to the pages of the MLflow server. */
export function pageRoutes({ models, space }: { models: CatalogModels; space: MlflowSpace }): readonly Route[] {
  async function experimentPage(experiment: string, below: string): Promise<Reply> {
    // A browser sends no token, and experiment IDs are unique across all spaces.
    for (const each of space.server.spaces) {
      if (await has(each, experiment)) {
        return pageOf(each, `experiments/${encodeURIComponent(experiment)}${below}`);
      }
    }
    throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `No experiment with id ${experiment} exists.`);
  }

  return [
    {
      method: 'GET',
      path: '/ml/experiments/{experiment}',
      open: true,
      ignored: WORKSPACE_ID,
      // The list of runs; MLflow's overview page shows traces of language models.
      answer: ({ segments }) => experimentPage(segments.text('experiment'), '/runs'),
    },
    {
      method: 'GET',
      path: '/ml/experiments/{experiment}/{below...}',
      open: true,
      ignored: WORKSPACE_ID,
      answer: ({ segments }) => {
        const below = segments.text('below').split('/').map(encodeURIComponent);
        return experimentPage(segments.text('experiment'), ['', ...below].join('/'));
      },
    },
    {
      method: 'GET',
      path: '/explore/data/models/{catalog}/{schema}/{model}/version/{version}',
      open: true,
      ignored: WORKSPACE_ID,
      answer({ segments }) {
        const name = ['catalog', 'schema', 'model'].map((part) => segments.text(part)).join('.');
        const path = ['models', name, 'versions', segments.text('version')].map(encodeURIComponent).join('/');
        return pageOf(models.space, path);
      },
    },
  ];
}

async function pageOf({ server, name }: MlflowSpace, path: string): Promise<Reply> {
  // MLflow's pages read the workspace after the hash; before it, they would show the list of workspaces.
  const { server: address } = await server.addresses();
  return redirect(`${address}/#/${path}?workspace=${name}`);
}

async function has(space: MlflowSpace, experiment: string): Promise<boolean> {
  try {
    await space.get('/api/2.0/mlflow/experiments/get', { experiment_id: experiment });
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.errorCode === 'RESOURCE_DOES_NOT_EXIST') {
      return false;
    }
    throw error;
  }
}
