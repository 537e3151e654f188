import type { AccessControl } from './access/control/access-control';
import type { ControlledObject, FindsControlledObjects } from './access/control/controlled-object';
import { isListed } from './access/control/listed-level';
import { kindNamed, type KindName } from './access/control/object-kind';
import type { Permissions } from './access/permissions';
import type { ClusterList } from './clusters/cluster-list';
import type { ObjectStatus } from './files/object-status';
import type { ObjectTree } from './files/object-tree';
import { parentOf } from './files/workspace-path';
import { invalidParameter, Refusal } from './http/refusal';
import type { Directory } from './identity/directory';
import type { JobList } from './jobs/job-list';
import type { MlflowSpace } from './mlflow/mlflow-space';
import type { WorkspaceRegistry } from './mlflow/workspace-registry';

export interface ControlledObjectsContext {
  readonly jobs: JobList;
  readonly clusters: ClusterList;
  readonly tree: ObjectTree;
  readonly space: MlflowSpace;
  readonly registry: WorkspaceRegistry;
  readonly control: AccessControl;
  readonly permissions: Permissions;
  readonly directory: Directory;
}

/** Finds the object of a permissions call; if it does not exist, refuses as the object's own API does. */
export class ControlledObjects implements FindsControlledObjects {
  readonly #context: ControlledObjectsContext;

  constructor(context: ControlledObjectsContext) {
    this.#context = context;
  }

  async find(kind: KindName, id: string): Promise<ControlledObject> {
    const { clusters, space } = this.#context;
    switch (kind) {
      case 'jobs':
        return this.#job(id);
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
        return this.#model(id);
    }
  }

  #job(id: string): ControlledObject {
    const { jobs, permissions } = this.#context;
    const { creator, jobId, run } = jobs.get(int64(id));
    return {
      owner: creator,
      inheritsFrom: [],
      require: (caller, action) =>
        permissions.requireOnJob(caller, action === 'read' ? 'CAN_VIEW' : 'CAN_MANAGE', { name: run.name, jobId }),
    };
  }

  #model(id: string): ControlledObject {
    const { registry, control, directory } = this.#context;
    if (!registry.has(id)) {
      throw missing(`Registered model ${id}`);
    }
    const [name, { levels }] = kindNamed('registered-models');
    return {
      inheritsFrom: [],
      require(caller, action) {
        const list = {
          entries: control.list(`${name}/${id}`) ?? [],
          levels: action === 'read' ? levels : ['CAN_MANAGE'],
        };
        if (!isListed(caller, list, directory)) {
          const level = list.levels[0];
          const message = `User ${caller.userName} does not have ${level} permission on registered model ${id}.`;
          throw new Refusal(403, 'PERMISSION_DENIED', message);
        }
      },
    };
  }

  #treeObject(type: ObjectStatus['type'], id: string): ControlledObject {
    const { tree, permissions } = this.#context;
    const status = tree.withId(int64(id));
    if (status?.type !== type) {
      throw missing(`${type === 'NOTEBOOK' ? 'Notebook' : 'Directory'} ${id}`);
    }
    return {
      inheritsFrom: foldersAbove(status.path).map((folder) => `directories/${tree.directoryId(folder)}`),
      require: (caller, action) =>
        permissions.requireOnPath(caller, action === 'read' ? 'CAN_READ' : 'CAN_MANAGE', status.path),
    };
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
