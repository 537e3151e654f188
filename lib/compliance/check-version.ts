import { UserError } from '../core/errors';
import type { RunEvidence } from '../evidence/run-evidence';
import type { Configuration } from '../project/schema/project';
import type { NotebookInputs } from '../shipped-notebooks/run-shipped-notebook';
import type { TaskHost } from '../task/host';
import { candidateOf, checkedVersion } from './checked-version';
import { verdictOf, type Finding, type Outcome } from './finding';
import { judge } from './judge';
import { modelCard } from './model-card';
import { policyOf } from './policy';
import { readFacts, type CheckClients } from './reading/read-facts';
import { recordCompliance } from './record';
import { report } from './report';

/** Compute and waiting are those of the job that loads the model. */
export interface CheckInputs extends NotebookInputs {
  readonly modelName: string;
  readonly modelVersion: number;
}

export interface CheckOutputs {
  readonly modelName: string;
  readonly modelVersion: string;
  readonly verdict: string;
  readonly failedChecks: string;
  readonly warnings: string;
  readonly complianceFile: string;
}

type Clients = CheckClients & { readonly host: TaskHost<keyof CheckOutputs> };

/** Checks the version by the policy, records and reports what was found, and fails unless it passed. */
export async function checkVersion(
  inputs: CheckInputs,
  clients: Clients,
  evidence: RunEvidence,
): Promise<CheckOutputs> {
  const { modelName, modelVersion } = inputs;
  const { host, registry } = clients;
  const startedAt = host.clock.now();
  const { project } = host;
  const policy = policyOf(project?.configuration);
  const configuration = project?.configuration as unknown as Configuration | undefined;
  const checked = await checkedVersion(registry, modelName, modelVersion);
  const candidate = candidateOf(checked, evidence, clients);
  const question = { checked, candidate, policy, inputs, championPlace: configuration?.model.champion };
  const { facts, champion } = await readFacts(question, clients);
  const findings = judge(facts, policy);

  const { path } = recordCompliance({ checked, candidate, policy, project, champion, findings }, evidence);
  const outputs = {
    modelName: checked.model.name,
    modelVersion: String(checked.version.number),
    verdict: verdictOf(findings),
    failedChecks: namesOf(findings, ['failed', 'error']),
    warnings: namesOf(findings, ['warned', 'waived']),
    complianceFile: path,
  };
  host.setOutputs(outputs);
  const title = `version ${checked.version.number} of ${checked.model.name}`;
  const isDescribed = findings.every(({ check, outcome }) => check !== 'description' || outcome === 'passed');
  report({ title, findings, startedAt, card: isDescribed ? undefined : modelCard(facts, policy) }, host);
  concluded(title, outputs.verdict, { findings, host });
  return outputs;
}

function namesOf(findings: readonly Finding[], outcomes: readonly Outcome[]): string {
  return findings
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(({ check }) => check)
    .join(',');
}

function concluded(
  title: string,
  verdict: string,
  { findings, host }: { readonly findings: readonly Finding[]; readonly host: TaskHost },
): void {
  const lines = (...outcomes: readonly Outcome[]): string =>
    findings
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map(({ check, because }) => `- ${check}: ${because}`)
      .join('\n');
  if (verdict === 'FAILED' || verdict === 'ERROR') {
    throw new UserError('COMPLIANCE_FAILED', {
      what: `Compliance of ${title} is ${verdict}:\n${lines('failed', 'error')}`,
      fix: 'Correct what the checks found and train again, or have a waiver added to the policy; then check again.',
    });
  }
  if (verdict === 'PASSED_WITH_WARNINGS') {
    host.raiseIssue(`Compliance of ${title} passed with warnings:\n${lines('warned', 'waived')}`);
  }
}
