import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, count, list, sha256, text } from './members';

const deployedFile = v.object({
  path: text('Path in the source.'),
  sha256: sha256('SHA-256 of the bytes in the source.'),
  size: count('Bytes in the source.'),
  kind: choice(['notebook', 'file'], 'What the workspace made of it.'),
  modifiedAt: v.optional(count('When the workspace last saw it change, in milliseconds since 1970.')),
});

/** Which commit's files stand where. */
export const deploymentSchema = v.pipe(
  v.object({
    ...envelope('deployment'),
    deploymentId: text('Id of this deployment; another one at the same place has another.'),
    state: choice(['inProgress', 'complete'], 'Whether everything stands there that should.'),
    deployedPath: text('Folder in the workspace or volume.'),
    mode: choice(['files', 'gitFolder'], 'How the files came there.'),
    fileCount: count('Number of files of the deployment; 0 for a Git folder, which nobody counts.'),
    contentSha256: v.optional(
      sha256('SHA-256 over the sorted lines "path, NUL, SHA-256"; a Git folder has its commit instead.'),
    ),
    files: v.optional(list(deployedFile, 'The files that are known to be intact.')),
    touched: v.optional(list(text('Path.'), 'While in progress: every path that is written or deleted.')),
    gitFolder: v.optional(
      v.pipe(
        v.object({
          id: text('Id of the Git folder in the workspace.'),
          url: text('Address of the repository.'),
          provider: text('Who hosts it, as Databricks names it.'),
          branch: v.optional(text('Branch that was checked out.')),
          tag: v.optional(text('Tag that was checked out.')),
        }),
        v.description('What the workspace has checked out.'),
      ),
    ),
    touchedNotebooks: v.optional(list(text('Path.'), 'Those of them that may be notebooks.')),
  }),
  v.forward(
    v.check(
      ({ mode, contentSha256 }) => mode === 'gitFolder' || contentSha256 !== undefined,
      "is missing, and mode is 'files'",
    ),
    ['contentSha256'],
  ),
  v.forward(
    v.check(
      ({ mode, state, files, fileCount }) =>
        mode === 'gitFolder' || state === 'inProgress' || (files ?? []).length === fileCount,
      "does not hold as many files as 'fileCount' says",
    ),
    ['files'],
  ),
  v.description("Which commit's files stand where."),
);
