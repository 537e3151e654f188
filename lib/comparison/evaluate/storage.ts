import { UserError } from '../../core/errors';
import { sha256Hex } from '../../core/node/hash';
import type { Workspace } from '../../databricks/workspace';
import type { RunFacts } from '../../task/host';

const ID_DIGITS = 16;

/** Where rows and predictions lie while they are compared; each folder is of this comparison alone. */
export interface EvaluationStorage {
  readonly id: string;
  /** Features and predictions: all that a scoring run needs. */
  readonly rows: string;
  /** Labels, weights, units and slices: in the home folder of the identity, whatever storage the project names. */
  readonly labels: string;
}

export interface WantedStorage {
  /** Folder of a volume; undefined for the home folder of the identity. */
  readonly folder: string | undefined;
  readonly requestSha256: string;
}

/** Every attempt of a step has the same folders, so a re-run that attaches to a run finds its rows. */
export async function storageOf(
  { folder, requestSha256 }: WantedStorage,
  workspace: Workspace,
  { planId, stage, job, step }: RunFacts,
): Promise<EvaluationStorage> {
  if (folder !== undefined && !/^\/Volumes(?:\/[^/]+){3,}$/.test(folder.replace(/\/$/, ''))) {
    throw new UserError('CONFIGURATION_REFUSED', {
      what: `comparison.storage is ${folder}, which is not a folder of a volume.`,
      fix: 'Set it to a folder such as /Volumes/prod/ml/mlops, or leave it out to use the home folder of the identity.',
    });
  }
  const id = sha256Hex(JSON.stringify([planId, stage, job, step, requestSha256])).slice(0, ID_DIGITS);
  const { userName } = await workspace.scim.me();
  const home = `/Workspace/Users/${userName}/.mlops-for-databricks/comparisons/${id}`;
  const rows = folder === undefined ? `${home}/rows` : `${folder.replace(/\/$/, '')}/${id}`;
  return { id, rows, labels: `${home}/labels` };
}
