import { brokenEvidence, type Break } from '../lib/contracts/break';
import type { Chain } from '../lib/contracts/chain';
import type { Contract } from '../lib/contracts/contract';
import type { Evidence } from '../lib/contracts/evidence';
import { subjectText } from '../lib/contracts/subject';
import type { Verification, Verified } from '../lib/contracts/verify';

export function holds({ versions, breaks }: Verification): boolean {
  return breaks.length === 0 && versions.every((version) => version.breaks.length === 0);
}

/** What a person reads about a folder of evidence; what does not hold is explained where it stands. */
export function verificationLines(verification: Verification): readonly string[] {
  const { versions, breaks } = verification;
  return [
    ...versions.flatMap(versionLines),
    ...breaks.flatMap(breakLines),
    holds(verification)
      ? `The evidence holds (${versions.length} model version${versions.length === 1 ? '' : 's'}).`
      : 'The evidence does not hold.',
  ];
}

function versionLines({ subject, chain, receipts, breaks }: Verified): readonly string[] {
  return [
    `${subjectText(subject)} at ${subject.registryHome}: ${breaks.length === 0 ? 'unbroken' : 'broken'}`,
    ...[...linksOf(chain), ...receipts].map(contractLine),
    ...breaks.flatMap(breakLines),
    '',
  ];
}

function linksOf(chain: Chain | undefined): readonly Evidence[] {
  return [chain?.deployment, chain?.candidate, chain?.compliance, chain?.comparison].filter(
    (link) => link !== undefined,
  );
}

function contractLine({ file, contract }: Evidence): string {
  return `  ${contract.kind.padEnd(10)}  ${factsOf(contract)}  [${file}]`;
}

function factsOf(contract: Contract): string {
  switch (contract.kind) {
    case 'deployment':
      return `${contract.run.commit} in ${contract.deployedPath}`;
    case 'candidate':
      return `${contract.model.mlflowRunId ?? 'no MLflow run'} of ${contract.run.commit}${contract.trainedByPullRequest ? ', trained by a pull request' : ''}`;
    case 'compliance':
      return `${contract.verdict}, ${contract.checks.length} checks`;
    case 'comparison':
      return `${contract.verdict}: ${contract.because}`;
    case 'receipt': {
      const { action, target, fromVersion = 'none', toVersion = 'none', decision, reason } = contract;
      const why = reason === undefined ? '' : ` — ${reason}`;
      return `${action} ${target}: ${fromVersion} to ${toVersion}, ${decision}${why}`;
    }
  }
}

function breakLines(found: Break): readonly string[] {
  return brokenEvidence(found)
    .lines.split('\n')
    .map((line) => `  ${line}`);
}
