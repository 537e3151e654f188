import { join } from 'node:path';
import type { FileArea } from '../file-areas/file-area';
import { invalidParameter, Refusal } from '../http/refusal';
import type { ArtifactAddresses } from './artifact-address';
import type { CatalogModels } from './catalog-models';
import type { MlflowSpace } from './mlflow-space';

/** The part of the Files API that MLflow's client uses for artifacts of runs and logged models. */
export function artifactArea(space: MlflowSpace): FileArea {
  return {
    root: 'WorkspaceInternal',
    parents: 'made',
    locate(segments) {
      const [product, kind, experiment, collection, id, ...below] = segments;
      const folder = collection === undefined ? undefined : COLLECTIONS[collection];
      if (product !== 'Mlflow' || kind !== 'Artifacts' || !isId(experiment) || folder === undefined || !isId(id)) {
        throw noSuchPlace('WorkspaceInternal', segments);
      }
      const [top = '', ...rest] = below;
      const file = join(artifactsOf(space), experiment, folder, id, top, ...rest);
      return { file, isTop: below.length < 2 && (top === '' || top === 'artifacts') };
    },
  };
}

/** `/Models/<catalog>/<schema>/<model>/<version>/...`: writable while a version is pending, readable when it is ready. */
export function modelArea(models: CatalogModels): FileArea {
  return {
    root: 'Models',
    parents: 'made',
    locate(segments, { purpose, caller }) {
      const [catalog, schema, model, version, ...below] = segments;
      if (catalog === undefined || schema === undefined || model === undefined || version === undefined) {
        throw invalidParameter(`Path ${['/Models', ...segments].join('/')} must name a model version.`);
      }
      const name = [catalog, schema, model].join('.').toLowerCase();
      models.access.require(caller, purpose === 'read' ? 'read' : 'addVersion', name);
      const record = models.records.findVersion(name, version);
      if (record === undefined || (purpose === 'read' && record.status !== 'READY')) {
        throw noSuchPlace('Models', segments);
      }
      if (purpose === 'write' && record.status === 'READY') {
        const message = `The files of model version ${name} ${version} cannot be changed once it is ready.`;
        throw new Refusal(403, 'PERMISSION_DENIED', message);
      }
      return { file: join(models.filesOf(name), version, ...below), isTop: below.length === 0 };
    },
  };
}

/** The folder in which MLflow's server keeps the artifacts of a space. */
function artifactsOf({ server, name }: MlflowSpace): string {
  return join(server.artifacts, 'workspaces', name);
}

/** The file or folder of a URL; only those of the space itself are reachable. */
export function artifactAt(
  address: string,
  { space, addresses }: { readonly space: MlflowSpace; readonly addresses: ArtifactAddresses },
): string {
  const path = addresses.pathOf(addresses.toService(address));
  if (path === undefined) {
    throw invalidParameter(`The workspace stand-in cannot reach artifacts at ${address}.`);
  }
  return join(artifactsOf(space), path);
}

/** The service's name of a collection, and the server's folder for it. */
const COLLECTIONS: Readonly<Record<string, string>> = { Runs: '', LoggedModels: 'models' };

function isId(segment: string | undefined): segment is string {
  return segment !== undefined && /^[\w-]+$/.test(segment);
}

function noSuchPlace(root: string, segments: readonly string[]): Refusal {
  return new Refusal(404, 'NOT_FOUND', `Path /${[root, ...segments].join('/')} is not found.`);
}
