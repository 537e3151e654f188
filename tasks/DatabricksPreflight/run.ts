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
import { checkSignOff, type SignOffAnswer, type SignOffContext } from '../../lib/preflight/sign-off/check-sign-off';
import type { InputsOf, OutputsOf } from '../../lib/task/definition';
import type { TaskHost } from '../../lib/task/host';
import type { DatabricksPreflight } from './definition';

type Inputs = InputsOf<typeof DatabricksPreflight>;
type Outputs = OutputsOf<typeof DatabricksPreflight>;
interface Context extends SignOffContext {
  readonly host: TaskHost<keyof Outputs>;
  readonly workspace: Workspace;
  readonly login: LoginFacts;
}

interface Permissions {
  readonly findings: readonly Finding[];
  readonly identity: string;
  readonly registryKind: string;
}

export async function preflight(inputs: Inputs, context: Context): Promise<Outputs> {
  const { host, login } = context;
  if (inputs.requireAllowedBranch) {
    requireAllowedBranch(host);
  }
  const startedAt = host.clock.now();
  const hasConnection = inputs.connection !== undefined || inputs.azureConnection !== undefined;
  const permissions = hasConnection ? await checkPermissions(inputs, context) : undefined;
  const signOff = await signOffOf(inputs, context);

  const { findings = [], identity = '', registryKind = '' } = permissions ?? {};
  report([...findings, ...(signOff === undefined ? [] : [signOff.finding])], host, startedAt);
  if (hasConnection) {
    identityTokenLines(login.claims()).forEach((line) => host.log.info(line));
  }
  const outputs = { identity, registryKind, missingGrants: missingGrants(findings), signOffRun: signOff?.link ?? '' };
  host.setOutputs(outputs);
  const bad = findings.filter((finding) => !isGood(finding));
  if (bad.length > 0 && inputs.onMissing === 'fail') {
    throw notReady([...bad, ...(signOff?.problem === undefined ? [] : [signOff.finding])], identity, context);
  }
  if (signOff?.problem !== undefined) {
    throw signOff.problem;
  }
  if (bad.length > 0) {
    host.raiseIssue(notReady(bad, identity, context).lines);
  }
  return outputs;
}

async function checkPermissions(inputs: Inputs, { host, workspace, login }: Context): Promise<Permissions> {
  const { modelName, registry, expect = [], grantsFile = [], packages = [] } = inputs;
  const named = namedRegistry(modelName, registry);
  const who = await workspace.scim.me();
  const wanted = [...expect, ...grantsFile, ...expectedByProject(host.project)];
  const findings = [
    ...introduction(who, { workspace, login, now: host.clock.now() }),
    ...(named === undefined ? [] : [await checkRegistry(named, workspace)]),
    ...(await checkExpectations(distinct(wanted), { who, workspace })),
    ...(packages.length === 0 ? [] : [await checkPackages(packages.map(String), { host, workspace, report: unused })]),
  ];
  return { findings, identity: who.userName, registryKind: named?.kind ?? (registry === 'mlflow' ? registry : '') };
}

/** Whoever asks for packages wants to know about them, not about the run. */
function unused(): void {}

async function signOffOf(inputs: Inputs, context: Context): Promise<SignOffAnswer | undefined> {
  const { signOffPipeline: pipeline, signOffStage: stage } = inputs;
  return pipeline === undefined || stage === undefined ? undefined : checkSignOff({ pipeline, stage }, context);
}

/** Nobody can grant privileges on what does not exist. */
function missingGrants(findings: readonly Finding[]): string {
  return findings
    .filter(({ verdict }) => verdict === 'missing' || verdict === 'unseen')
    .flatMap(({ ask }) => ask ?? [])
    .join('\n');
}

function notReady(bad: readonly Finding[], userName: string, { workspace }: Context): UserError {
  const list = bad.map(({ check, verdict, because }) => `- ${check}: ${verdict}, ${because}`).join('\n');
  return new UserError('NOT_READY', {
    what: `'${userName}' is not ready for this pipeline in ${workspace.url}: ${bad.length} of the checks failed.\n${list}`,
    fix: "Ask an owner or administrator to do what the log lists under 'To ask', and re-run this stage.",
  });
}
