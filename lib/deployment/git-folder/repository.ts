import type { RunFacts } from '../../task/host';
import type { Complaint } from '../../task/input';
import type { GitFolderInputs } from './inputs';
import { providerOfHost } from './provider';
import { readAddress } from './repository-address';

interface Repository {
  readonly url?: string;
  readonly provider?: string | undefined;
  readonly complaints: readonly Complaint[];
}

/** Which repository to clone, and who hosts it. */
export function repositoryOf(
  { gitUrl, gitProvider }: Pick<GitFolderInputs, 'gitUrl' | 'gitProvider'>,
  { repository }: Pick<RunFacts, 'repository'>,
): Repository {
  const subject = gitUrl === undefined ? "This run's repository" : "Input 'gitUrl'";
  const address = readAddress(gitUrl ?? repository.url);
  if ('refusal' in address) {
    const what = `${subject} ${address.refusal}`;
    return {
      complaints: [{ what, fix: "Set 'gitUrl' to the https address of a Git repository, without a password." }],
    };
  }
  const { url, host } = address;
  const fromRun = gitUrl === undefined && repository.provider === 'GitHubEnterprise' ? 'gitHubEnterprise' : undefined;
  const provider = gitProvider ?? providerOfHost(host) ?? fromRun;
  const unknown = {
    what: `${subject} is at ${host}, which does not show which product hosts it.`,
    fix: "Set 'gitProvider' to gitHubEnterprise, gitLabEnterpriseEdition or bitbucketServer.",
  };
  return { url, provider, complaints: provider === undefined ? [unknown] : [] };
}
