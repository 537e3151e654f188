import { UserError } from '../../core/errors';
import { ApiError } from '../../databricks/api/api-error';
import type { Workspace } from '../../databricks/workspace';
import { credentialError, isAboutCredentials } from './credentials';
import { refText } from './git-ref';
import { answerOf } from './service-answer';
import type { GitTarget } from './target';

/** The next step after a refused clone or checkout; returns other errors unchanged. */
export async function explained(error: unknown, target: GitTarget, workspace: Workspace): Promise<unknown> {
  if (!(error instanceof ApiError)) {
    return error;
  }
  if (isAboutCredentials(error)) {
    return credentialError(error, target, workspace);
  }
  if (error.kind !== 'refused' && error.kind !== 'absent') {
    return error;
  }
  return isAboutLocalEdits(error) ? changedError(error, target) : refusedError(error, target);
}

/** In addition to 409, the service returns a plain 400, which only its text distinguishes from a missing branch. */
function isAboutLocalEdits({ status, code = '', message }: ApiError): boolean {
  return (
    status === 409 ||
    /CONFLICT/.test(code) ||
    /\b(?:local|uncommitted|unstaged) (?:change|edit)|conflict/i.test(message)
  );
}

function changedError(error: ApiError, { path, ref }: GitTarget): UserError {
  return new UserError('GIT_FOLDER_CHANGED', {
    what: `Git folder ${path} has uncommitted edits, so it cannot be set to ${refText(ref)} ${answerOf(error)}.`,
    fix: `Open ${path} in the workspace, commit or discard the edits in its Git dialog, and re-run this stage; or set 'destination' to a folder that only this pipeline uses.`,
    cause: error,
  });
}

function refusedError(error: ApiError, { url, ref }: GitTarget): UserError {
  return new UserError('GIT_REFUSED', {
    what: `${error.request.doing} failed ${answerOf(error)}.`,
    fix: `Check that ${url} still has ${refText(ref)}, that Databricks reaches its host, and that the repository is within the limits of Git folders.`,
    cause: error,
  });
}
