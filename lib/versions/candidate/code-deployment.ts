import { brokenEvidence, type Break } from '../../contracts/break';
import type { Deployment } from '../../contracts/contract';
import { ofKind, readEvidence } from '../../contracts/evidence';
import { sha256Hex } from '../../core/node/hash';
import { evidenceFiles } from '../../evidence/evidence-files';

export interface WantedDeployment {
  readonly folder: string;
  readonly commit: string;
  /** The notebook or file that runs; undefined where a job names it. */
  readonly codePath: string | undefined;
}

/**
 * The newest finished deployment of the commit that the evidence folder tells of and that holds the code; undefined when
 * there is none. One that was changed after it was written is an error, before anything is started on the strength of it.
 */
export function codeDeployment({ folder, commit, codePath }: WantedDeployment): Deployment | undefined {
  const { evidence, faults } = readEvidence(evidenceFiles(folder), sha256Hex);
  const deployments = ofKind(evidence, 'deployment');
  const [broken]: readonly Break[] = [
    ...faults.filter(({ contract, file }) => contract === 'deployment' || /(?:^|\/)deployment[^/]*$/.test(file)),
    ...deployments.flatMap(({ altered }) => altered ?? []),
  ];
  if (broken !== undefined) {
    throw brokenEvidence(broken);
  }
  return deployments
    .map(({ contract }) => contract)
    .findLast(
      ({ run, state, deployedPath }) =>
        run.commit === commit && state === 'complete' && (codePath === undefined || isBelow(codePath, deployedPath)),
    );
}

function isBelow(path: string, folder: string): boolean {
  return plain(path).startsWith(`${plain(folder)}/`);
}

/** Both forms name the same object of a workspace. */
function plain(path: string): string {
  return path.replace(/^\/Workspace(?=\/)/, '').replace(/\/+$/, '');
}
