import { brokenEvidence, type Break } from '../../contracts/break';
import type { Deployment } from '../../contracts/contract';
import { ofKind, readEvidence } from '../../contracts/evidence';
import { sha256Hex } from '../../core/node/hash';
import { evidenceFiles } from '../../evidence/evidence-files';
import type { RunFacts } from '../../task/host';

export interface WantedDeployment {
  readonly folder: string;
  readonly commit: string;
  /** The notebook or file that runs; undefined if a job defines it. */
  readonly codePath: string | undefined;
}

/**
 * The newest finished deployment of the commit in the evidence folder that contains the code; undefined if there is
 * none. An altered one is an error before anything starts.
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

/** The folder of this commit's code, whichever of it runs. */
export function deployedFolder(folder: string, { commit }: Pick<RunFacts, 'commit'>): string | undefined {
  return codeDeployment({ folder, commit, codePath: undefined })?.deployedPath;
}

function isBelow(path: string, folder: string): boolean {
  return plain(path).startsWith(`${plain(folder)}/`);
}

/** Both spellings mean the same workspace object. */
function plain(path: string): string {
  return path.replace(/^\/Workspace(?=\/)/, '').replace(/\/+$/, '');
}
