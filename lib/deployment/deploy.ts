import { formatDuration } from '../core/durations';
import type { Workspace } from '../databricks/workspace';
import { FACTS_OF_DEPLOYMENTS } from '../evidence/known-run';
import { openEvidence } from '../evidence/run-evidence';
import type { TaskHost } from '../task/host';
import { refuseAccessToVolume } from './access-inputs';
import { carryOut } from './carry-out';
import type { DeploymentContext } from './context';
import { destinationOf } from './destination';
import { count, logSource } from './plan/log-plan';
import { publishDeployment } from './record/evidence';
import { contentSha256 } from './source/content-hash';
import { readSource } from './source/source';
import { openLanes } from './store/lanes';
import { openStore } from './store/open-store';

/** The inputs for files. */
export interface FilesInputs {
  readonly destination: string;
  readonly source: string | undefined;
  readonly include: string | undefined;
  readonly exclude: string | undefined;
  readonly symlinks: 'refuse' | 'follow';
  readonly deleteExtraneous: boolean;
  readonly verify: 'changed' | 'full';
  readonly foreignEdits: 'repair' | 'fail';
  readonly parallelRequests: number;
  /** Names of groups, users and service principals. */
  readonly access: readonly string[] | undefined;
}

export interface Deployed {
  readonly deployedPath: string;
  readonly deployedCommit: string;
  readonly filesUploaded: string;
  readonly filesUnchanged: string;
  readonly filesDeleted: string;
  readonly contentSha256: string;
}

interface Context {
  readonly workspace: Workspace;
  readonly host: TaskHost<keyof Deployed>;
}

/** Makes the destination contain exactly the files of the source, and verifies it. */
export async function deployFiles(inputs: FilesInputs, { workspace, host }: Context): Promise<Deployed> {
  const evidence = openEvidence(host, { facts: FACTS_OF_DEPLOYMENTS });
  const destination = destinationOf(inputs.destination);
  refuseAccessToVolume(destination, inputs.access);
  const folder = inputs.source ?? host.sourcesFolder;
  const source = await readSource({ ...inputs, folder, store: destination.kind });
  logSource(folder, source, host.log);
  const content = { deployedPath: destination.shown, contentSha256: contentSha256(source.files) };
  host.setOutputs(content);

  const store = openStore(destination, workspace);
  const context: DeploymentContext = { store, lanes: openLanes(inputs.parallelRequests, host.signal), host, workspace };
  const begunAt = host.clock.now();
  const { plan, recordText } = await carryOut({ ...inputs, ...content, source }, context);
  const deleted = plan.clearFiles.length + plan.deletions.length;
  host.log.info(
    `Deployed ${count(source.files.length, 'file')} of commit ${host.facts.commit} to ${destination.shown}: ` +
      `${plan.uploads.length} uploaded, ${plan.unchanged.size} unchanged, ${deleted} deleted; ` +
      `${count(store.requests, 'request')} in ${formatDuration(host.clock.now() - begunAt)}; content ${content.contentSha256}`,
  );
  publishDeployment(recordText, evidence);
  return {
    ...content,
    deployedCommit: host.facts.commit,
    filesUploaded: String(plan.uploads.length),
    filesUnchanged: String(plan.unchanged.size),
    filesDeleted: String(deleted),
  };
}
