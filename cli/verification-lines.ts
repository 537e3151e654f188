import { brokenEvidence, type Break } from '../lib/contracts/break';
import type { Contract } from '../lib/contracts/contract';
import type { Evidence } from '../lib/contracts/evidence';
import { subjectText } from '../lib/contracts/subject';
import type { Verification, Verified } from '../lib/contracts/verify';
import { breaksIn, evidenceOf, lacksOnlyEarlierRuns, resultOf } from './verification-result';

const INDENT = '  ';
const INCOMPLETE =
  'The evidence is incomplete: what is here fits together, but receipts of earlier runs are missing, so the history is not proved.';

/** The result for people; each problem is explained below its version. */
export function verificationLines(verification: Verification): readonly string[] {
  const { versions, breaks } = verification;
  const isAbsent = resultOf(verification) === 'absent';
  return [
    ...versions.flatMap(versionLines),
    ...breaks.flatMap((found) => breakLines(found, isAbsent ? '' : INDENT)),
    ...conclusion(verification),
  ];
}

function conclusion(verification: Verification): readonly string[] {
  const { length } = verification.versions;
  switch (resultOf(verification)) {
    case 'holds':
      return [`The evidence holds (${length} model version${length === 1 ? '' : 's'}).`];
    case 'broken':
      return [lacksOnlyEarlierRuns(breaksIn(verification)) ? INCOMPLETE : 'The evidence does not hold.'];
    case 'absent':
      return [];
  }
}

function stateOf(breaks: readonly Break[]): string {
  if (breaks.length === 0) {
    return 'unbroken';
  }
  return lacksOnlyEarlierRuns(breaks) ? 'incomplete' : 'broken';
}

function versionLines(version: Verified): readonly string[] {
  const { subject, breaks } = version;
  return [
    `${subjectText(subject)} at ${subject.registryHome}: ${stateOf(breaks)}`,
    ...evidenceOf(version).map(contractLine),
    ...breaks.flatMap((found) => breakLines(found, INDENT)),
    '',
  ];
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
    case 'proof':
      return `${contract.verdict}: ${contract.statement}`;
    case 'receipt': {
      const { action, target, fromVersion = 'none', toVersion = 'none', decision, reason } = contract;
      const isSaid = reason === undefined || decision.endsWith(reason);
      const why = isSaid ? '' : ` — ${reason}`;
      return `${action} ${target}: ${fromVersion} to ${toVersion}, ${decision}${why}`;
    }
  }
}

function breakLines(found: Break, indent: string): readonly string[] {
  return brokenEvidence(found)
    .lines.split('\n')
    .map((line) => `${indent}${line}`);
}
