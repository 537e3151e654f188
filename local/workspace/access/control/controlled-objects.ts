import type { ClusterList } from '../../clusters/cluster-list';
import type { ObjectStatus } from '../../files/object-status';
import type { ObjectTree } from '../../files/object-tree';
import { parentOf } from '../../files/workspace-path';
import { invalidParameter, Refusal } from '../../http/refusal';
import type { JobList } from '../../jobs/job-list';
import type { MlflowSpace } from '../../mlflow/mlflow-space';
import type { WorkspaceRegistry } from '../../mlflow/workspace-registry';
import type { KindName } from './object-kind';

export interface ControlledObject {
  readonly owner?: string;
  /** Whose lists it inherits, as `kind/id`. */
  readonly inheritsFrom: readonly string[];
}

export interface ControlledObjectsContext {
  readonly jobs: JobList;
  readonly clusters: ClusterList;
  readonly tree: ObjectTree;
  readonly space: MlflowSpace;
  readonly registry: WorkspaceRegistry;
}

/** Finds the object that a permissions call names; refuses as the object's own API does when there is none. */
export class ControlledObjects {
  readonly #context: ControlledObjectsContext;

  constructor(context: ControlledObjectsContext) {
    this.#context = context;
  }

  async find(kind: KindName, id: string): Promise<ControlledObject> {
    const { jobs, clusters, space, registry } = this.#context;
    switch (kind) {
      case 'jobs':
        return { owner: jobs.get(int64(id)).creator.userName, inheritsFrom: [] };
      case 'clusters':
        clusters.get(id);
        return { inheritsFrom: [] };
      case 'directories':
        return this.#treeObject('DIRECTORY', id);
      case 'notebooks':
        return this.#treeObject('NOTEBOOK', id);
      case 'experiments':
        await space.get('/api/2.0/mlflow/experiments/get', { experiment_id: id });
        return { inheritsFrom: [] };
      case 'registered-models':
        if (!registry.has(id)) {
          throw missing(`Registered model ${id}`);
        }
        return { inheritsFrom: [] };
    }
  }

  #treeObject(type: ObjectStatus['type'], id: string): ControlledObject {
    const { tree } = this.#context;
    const status = tree.withId(int64(id));
    if (status?.type !== type) {
      throw missing(`${type === 'NOTEBOOK' ? 'Notebook' : 'Directory'} ${id}`);
    }
    return { inheritsFrom: foldersAbove(status.path).map((folder) => `directories/${tree.directoryId(folder)}`) };
  }
}

function foldersAbove(path: string): readonly string[] {
  const parent = parentOf(path);
  return path === '/' ? [] : [parent, ...foldersAbove(parent)];
}

function int64(id: string): bigint {
  if (!/^\d{1,19}$/.test(id)) {
    throw invalidParameter(`${id} is not an id.`);
  }
  return BigInt(id);
}

function missing(what: string): Refusal {
  return new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `${what} does not exist.`);
}
