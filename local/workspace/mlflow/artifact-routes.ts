import { join, posix } from 'node:path';
import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import type { SignedAddresses } from '../file-areas/signed-addresses';
import type { Fields } from '../http/fields';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Route } from '../http/route';
import type { ArtifactAddresses } from './artifact-address';
import { artifactAt } from './artifact-areas';
import { member } from './mlflow-answer';
import type { MlflowSpace } from './mlflow-space';

const ROOT = '/api/2.0/mlflow';

export interface ArtifactContext {
  readonly space: MlflowSpace;
  readonly addresses: ArtifactAddresses;
  readonly signed: SignedAddresses;
}

/** Signed URLs for artifacts of a run or a logged model, for older clients. */
export function artifactRoutes(context: ArtifactContext): readonly Route[] {
  const { space, signed } = context;
  const folderOf = (info: JsonObject) => artifactAt(scalarText(info['artifact_uri']), context);

  async function runFolder({ fields }: ApiCall): Promise<string> {
    const answer = await space.get(`${ROOT}/runs/get`, { run_id: fields.text('run_id') });
    return folderOf(member(member(answer, 'run'), 'info'));
  }

  async function modelFolder({ segments }: ApiCall): Promise<string> {
    const answer = await space.get(`${ROOT}/logged-models/${encodeURIComponent(segments.text('model_id'))}`);
    return folderOf(member(member(answer, 'model'), 'info'));
  }

  /** A signed URL; the members of `owner` identify the owner of the artifact. */
  const credential = (file: string, purpose: 'read' | 'write', owner: JsonObject): JsonObject => ({
    ...owner,
    signed_uri: purpose === 'read' ? signed.download(file) : signed.upload(file),
    headers: [],
    type: 'AWS_PRESIGNED_URL',
  });

  const ofRun = (name: string, purpose: 'read' | 'write'): Route => ({
    method: 'POST',
    path: `${ROOT}/artifacts/credentials-for-${name}`,
    async answer(call) {
      const folder = await runFolder(call);
      const run = call.fields.text('run_id');
      const infos = pathsOf(call.fields, 'path').map((path) =>
        credential(join(folder, path), purpose, { run_id: run, path }),
      );
      return json({ credential_infos: infos });
    },
  });

  const ofModel = (name: string, purpose: 'read' | 'write'): Route => ({
    method: 'POST',
    path: `${ROOT}/logged-models/{model_id}/artifacts/credentials-for-${name}`,
    async answer(call) {
      const folder = await modelFolder(call);
      const model = call.segments.text('model_id');
      const credentials = pathsOf(call.fields, 'paths').map((path) => ({
        model_id: model,
        credential_info: credential(join(folder, path), purpose, { path }),
      }));
      return json({ credentials });
    },
  });

  return [ofRun('read', 'read'), ofRun('write', 'write'), ofModel('download', 'read'), ofModel('upload', 'write')];
}

function pathsOf(fields: Fields, name: string): readonly string[] {
  return (fields.texts(name) ?? []).map(artifactPath);
}

/** A path inside an artifact folder; refuses `..`. */
export function artifactPath(path: string): string {
  if (path.startsWith('/') || path.split('/').includes('..') || path.includes('\0')) {
    throw invalidParameter(`Invalid artifact path: '${path}'`);
  }
  return path === '' ? '' : posix.normalize(path);
}
