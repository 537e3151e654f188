import { sealedCreation, type Created } from '../contracts/creation';
import { fileSystemName } from '../contracts/file-system-name';
import { UserError } from '../core/errors';
import { toJson } from '../core/lossless-json';
import { sha256Hex } from '../core/node/hash';
import { readBack } from '../core/read-back';
import { ApiError } from '../databricks/api/api-error';
import { textContent } from '../databricks/text-content';
import type { Workspace } from '../databricks/workspace';
import { envelopeOf } from '../evidence/envelope-of';
import type { TaskHost } from '../task/host';
import { pullRequestOf } from '../task/pull-request';
import { isOwn, isOwnFolder, type DeployedPullRequest } from './own-names';
import { RECORDS_FOLDER } from './records-folder';

interface Context {
  readonly host: TaskHost;
  readonly workspace: Workspace;
}

/**
 * Leaves a record of what this step creates in the folder of its pull request, for the clean-up. Other runs leave none,
 * and `ownFolder` is not asked. Call it before the step creates anything: if the record cannot be written, the step fails.
 */
export async function recordCreations(
  creates: readonly Created[],
  ownFolder: () => string | undefined,
  context: Context,
): Promise<void> {
  const { host } = context;
  const pullRequest = pullRequestOf(host.facts);
  if (pullRequest === undefined) {
    return;
  }
  const folder = ownFolder();
  const { number, repository } = pullRequest;
  if (folder?.startsWith('/Workspace/') !== true || repository === '' || !isOwnFolder({ folder, number })) {
    host.log.info(
      `Pull request ${number}: ${folder ?? 'no folder of this job'} is not a workspace folder of its own such as …/pull-${number}-merge, so no clean-up removes what this step creates`,
    );
    return;
  }
  const deployed = { ...pullRequest, folder };
  const own = creates.filter((created) => isOwn(created, deployed, sha256Hex));
  creates
    .filter((created) => !own.includes(created))
    .forEach(({ name }) => {
      host.log.info(`${name} is not of pull request ${number} alone, so no clean-up removes it`);
    });
  if (own.length > 0) {
    await write(own, deployed, context);
  }
}

/** Each record is a file of its own, so steps that run at the same time cannot overwrite each other's. */
async function write(creates: readonly Created[], { folder }: DeployedPullRequest, context: Context): Promise<void> {
  const { host, workspace } = context;
  const record = sealedCreation({ ...envelopeOf(host), folder, creates }, sha256Hex);
  const { step, attempt } = host.facts;
  const name = `${fileSystemName(step)}-attempt${attempt}-${record.sha256.slice(0, 12)}.json`;
  const parent = `${folder.replace(/^\/Workspace/, '')}/${RECORDS_FOLDER}`;
  const text = `${toJson(record, 2)}\n`;
  await put({ parent, name, text }, workspace);
  const { isOurs } = await readBack(
    () => workspace.files.text(`${parent}/${name}`),
    (seen) => seen === text,
    host,
  );
  if (!isOurs) {
    throw new UserError('CREATION_NOT_RECORDED', {
      what: `The record ${parent}/${name} was written but does not read back, so nothing would show a clean-up what this step creates.`,
      fix: 'Re-run this stage, and find out what else changes that folder.',
    });
  }
}

interface RecordFile {
  readonly parent: string;
  readonly name: string;
  readonly text: string;
}

/** Only the first record of a pull request has to create the folder. */
async function put({ parent, name, text }: RecordFile, { files }: Workspace): Promise<void> {
  const path = `${parent}/${name}`;
  const once = (): Promise<void> =>
    files.import({ path, as: { format: 'RAW' }, content: textContent(text), boundary: sha256Hex(text) });
  await once().catch(async (error: unknown) => {
    if (!(error instanceof ApiError && error.kind === 'absent')) {
      throw error;
    }
    await files.makeFolder(parent);
    await once();
  });
}
