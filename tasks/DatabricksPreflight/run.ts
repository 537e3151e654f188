import { UserError } from '../../lib/core/errors';
import type { LoginFacts } from '../../lib/databricks/auth/login-facts';
import type { Workspace } from '../../lib/databricks/workspace';
import { checkExpectations } from '../../lib/preflight/check-expectations';
import { checkPackages } from '../../lib/preflight/check-packages';
import { checkRegistry } from '../../lib/preflight/check-registry';
import { distinct } from '../../lib/preflight/expectation';
import { expectedByProject } from '../../lib/preflight/expected-by-project';
import { isGood, type Finding } from '../../lib/preflight/finding';
import { identityTokenLines } from '../../lib/preflight/identity-token';
import { introduction } from '../../lib/preflight/introduction';
import { namedRegistry } from '../../lib/preflight/named-registry';
import { report } from '../../lib/preflight/report';
import { requireAllowedBranch } from '../../lib/preflight/require-allowed-branch';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { DatabricksPreflight } from './definition';

type Inputs = InputsOf<typeof DatabricksPreflight>;
type Outputs = OutputsOf<typeof DatabricksPreflight>;
interface Context {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
  readonly login: LoginFacts;
}

export async function preflight(inputs: Inputs, { host, workspace, login }: Context): Promise<Outputs> {
  const { modelName, registry, expect = [], grantsFile = [], packages = [], onMissing } = inputs;
  if (inputs.requireAllowedBranch) {
    requireAllowedBranch(host);
  }
  const startedAt = host.clock.now();
  const named = namedRegistry(modelName, registry);
  const who = await workspace.scim.me();

  const wanted = [...expect, ...grantsFile, ...expectedByProject(host.project)];
  const findings = [
    ...introduction(who, { workspace, login, now: host.clock.now() }),
    ...(named === undefined ? [] : [await checkRegistry(named, workspace)]),
    ...(await checkExpectations(distinct(wanted), { who, workspace })),
    ...(packages.length === 0 ? [] : [await checkPackages(packages.map(String), { host, workspace, report: unused })]),
  ];
  report(findings, host, startedAt);
  identityTokenLines(login.claims()).forEach((line) => host.log.info(line));

  const outputs = { identity: who.userName, registryKind: named?.kind ?? '', missingGrants: missingGrants(findings) };
  host.setOutputs(outputs);
  const bad = findings.filter((finding) => !isGood(finding));
  if (bad.length > 0) {
    const problem = notReady(bad, who.userName, workspace);
    if (onMissing === 'fail') {
      throw problem;
    }
    host.raiseIssue(problem.lines);
  }
  return outputs;
}

/** Whoever asks for packages wants to know about them, not about the run. */
function unused(): void {}

/** Nobody can grant privileges on what does not exist. */
function missingGrants(findings: readonly Finding[]): string {
  return findings
    .filter(({ verdict }) => verdict === 'missing' || verdict === 'unseen')
    .flatMap(({ ask }) => ask ?? [])
    .join('\n');
}

function notReady(bad: readonly Finding[], userName: string, workspace: Workspace): UserError {
  const list = bad.map(({ check, verdict, because }) => `- ${check}: ${verdict}, ${because}`).join('\n');
  return new UserError('NOT_READY', {
    what: `'${userName}' is not ready for this pipeline in ${workspace.url}: ${bad.length} of the checks failed.\n${list}`,
    fix: "Ask an owner or administrator to do what the log lists under 'To ask', and re-run this stage.",
  });
}
