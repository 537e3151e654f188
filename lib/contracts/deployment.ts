import * as v from 'valibot';
import { envelope } from './envelope';
import { choice, count, list, sha256, text } from './members';

const deployedFile = v.object({
  path: text('Path in the source.'),
  sha256: sha256('SHA-256 of the bytes in the source.'),
  size: count('Bytes in the source.'),
  kind: choice(['notebook', 'file'], 'Whether the workspace stores it as a notebook or a file.'),
  modifiedAt: v.optional(count('When the workspace last changed it, in milliseconds since 1970.')),
});

/** Which commit is deployed where. */
export const deploymentSchema = v.pipe(
  v.object({
    ...envelope('deployment'),
    deploymentId: text('ID of this deployment. A new deployment to the same folder has a new ID.'),
    state: choice(['inProgress', 'complete'], 'Whether all files have arrived.'),
    deployedPath: text('Folder in the workspace or volume.'),
    mode: choice(['files', 'gitFolder'], 'How the files were deployed.'),
    fileCount: count('Number of files; 0 for a Git folder, whose files are not counted.'),
    contentSha256: v.optional(
      sha256(
        'SHA-256 over the sorted lines "path, NUL, SHA-256"; absent for a Git folder, where the commit identifies the content.',
      ),
    ),
    files: v.optional(list(deployedFile, 'The files that were verified.')),
    touched: v.optional(list(text('Path.'), 'While in progress: every path that the deployment writes or deletes.')),
    gitFolder: v.optional(
      v.pipe(
        v.object({
          id: text('ID of the Git folder in the workspace.'),
          url: text('URL of the repository.'),
          provider: text("Databricks' name of the Git provider."),
          branch: v.optional(text('Branch that was checked out.')),
          tag: v.optional(text('Tag that was checked out.')),
        }),
        v.description('The Git folder and what it has checked out.'),
      ),
    ),
    touchedNotebooks: v.optional(list(text('Path.'), "The paths in 'touched' that may be notebooks.")),
  }),
  v.forward(
    v.check(
      ({ mode, contentSha256 }) => mode === 'gitFolder' || contentSha256 !== undefined,
      "is missing, but mode is 'files'",
    ),
    ['contentSha256'],
  ),
  v.forward(
    v.check(
      ({ mode, state, files, fileCount }) =>
        mode === 'gitFolder' || state === 'inProgress' || (files ?? []).length === fileCount,
      "does not list as many files as 'fileCount' says",
    ),
    ['files'],
  ),
  v.description('Which commit is deployed where.'),
);
