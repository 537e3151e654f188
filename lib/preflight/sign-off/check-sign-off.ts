import { AzureDevOpsError, type AzureDevOpsFault } from '../../azure-devops/azure-devops-error';
import { Builds } from '../../azure-devops/builds';
import type { ProjectAccess } from '../../azure-devops/project-access';
import { UserError } from '../../core/errors';
import type { TaskHost } from '../../task/host';
import type { Finding } from '../finding';
import { findSignOff } from './find-sign-off';
import { notSignedOff, reasons } from './not-signed-off';
import type { SignOffQuestion } from './question';

export interface SignOffContext {
  readonly host: TaskHost;
  readonly azureDevOps: ProjectAccess;
}

export interface SignOffAnswer {
  readonly finding: Finding;
  /** The page of the run in which the commit was signed off; empty without one. */
  readonly link: string;
  /** Why this release must not go on. */
  readonly problem?: UserError;
}

/** Proves that the commit of this run was signed off, or says why it cannot be proved. */
export async function checkSignOff(
  asked: Pick<SignOffQuestion, 'pipeline' | 'stage'>,
  { host, azureDevOps }: SignOffContext,
): Promise<SignOffAnswer> {
  const question: SignOffQuestion = { ...asked, facts: host.facts };
  const { pipeline, stage, facts } = question;
  const check = `sign-off of commit ${facts.commit.slice(0, 8)} by stage ${stage} of pipeline ${pipeline}`;
  try {
    requireKnownCommit(question, host);
    const signOff = await findSignOff(question, new Builds(azureDevOps));
    if (signOff.is === 'given') {
      const { run, link } = signOff;
      return { finding: { check, verdict: 'known', because: `in run ${run}: ${link}` }, link };
    }
    const because = reasons(signOff, question).join('; ');
    return { finding: { check, verdict: 'missing', because }, link: '', problem: notSignedOff(signOff, question) };
  } catch (error) {
    const problem = error instanceof AzureDevOpsError ? unread(error, question) : error;
    if (problem instanceof UserError) {
      return { finding: { check, verdict: 'unseen', because: problem.message }, link: '', problem };
    }
    throw problem;
  }
}

function requireKnownCommit({ facts }: SignOffQuestion, { unknownFacts }: TaskHost): void {
  const gap = unknownFacts.find(({ fact }) => fact === 'commit')?.why;
  const missing = gap ?? (facts.repository.id === '' ? 'Build.Repository.ID' : undefined);
  if (missing !== undefined) {
    throw new UserError('SIGN_OFF_UNKNOWN', {
      what: `This run does not say which commit of which repository it is for (${missing}), so no sign-off of it can be found.`,
      fix: 'Run the step in a pipeline that has a repository; in a classic release, make a build of the repository the primary artifact.',
    });
  }
}

const FIX: Readonly<Record<AzureDevOpsFault, (pipeline: string) => string>> = {
  denied: (pipeline) =>
    `Give the build service of this project the permission to view builds of pipeline '${pipeline}' (its security page).`,
  refused: () => "Re-run this stage: the job's access token has expired or is not accepted by this organization.",
  throttled: () => 'Re-run this stage later; Azure DevOps received more requests than it allows.',
  unavailable: () => 'Re-run this stage; if it happens again, look at the status page of Azure DevOps.',
  unreachable: () => 'Let the agent reach Azure DevOps (DNS, firewall, proxy and its bypass list, certificates).',
  unreadable: () =>
    'Re-run this stage; if it happens again, check that no proxy or gateway between agent and Azure DevOps changes answers.',
};

function unread(error: AzureDevOpsError, { pipeline, facts }: SignOffQuestion): UserError {
  return new UserError('SIGN_OFF_UNKNOWN', {
    what: `The sign-off of commit ${facts.commit} cannot be read: ${error.message}.`,
    fix: FIX[error.fault](pipeline),
    cause: error,
  });
}
