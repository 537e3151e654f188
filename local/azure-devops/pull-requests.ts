import { invalidArgument, Refusal } from './refusal';
import type { Answer, Call, Resource } from './resource';

/** https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests/get-pull-requests */
export const pullRequestResource: Resource = {
  area: 'git',
  name: 'pullRequests',
  id: '9946fd70-0d40-406e-b686-b4744cbbcc37',
  template: '{project}/_apis/git/repositories/{repositoryId}/pullRequests/{pullRequestId}',
  answers: {
    GET: (call) => (call.route['pullRequestId'] === undefined ? listed(call) : unknown(call)),
  },
};

const DEFAULT_PAGE = 101;
const LARGEST_PAGE = 1000;
/** By name, or by number as the official client sends it; without a word the service lists the active ones. */
const ACTIVE: ReadonlySet<string> = new Set(['', '1', 'active']);

/** The newest first. Nothing on this machine knows of pull requests, so somebody has to say which are open. */
function listed(call: Call): Answer {
  const { run, query } = call;
  if (run.openPullRequests === undefined) {
    return unknown(call);
  }
  const status = query.get('searchCriteria.status') ?? '';
  if (!ACTIVE.has(status.toLowerCase())) {
    throw invalidArgument(`Only active pull requests are known here, none that are '${status}'.`);
  }
  const skip = numberIn(query, '$skip', 0);
  const top = Math.min(numberIn(query, '$top', DEFAULT_PAGE), LARGEST_PAGE);
  return run.openPullRequests
    .toSorted((one, other) => other - one)
    .slice(skip, skip + top)
    .map((number) => ({
      pullRequestId: number,
      codeReviewId: number,
      status: 'active',
      title: `Pull request ${number}`,
      isDraft: false,
      targetRefName: 'refs/heads/main',
      creationDate: new Date(run.facts.now()).toISOString(),
    }));
}

function unknown({ route }: Call): Refusal {
  const message = `TF401019: The Git repository with name or identifier ${route['repositoryId']} does not exist or you do not have permissions for the operation you are attempting.`;
  return new Refusal(404, 'GitRepositoryNotFoundException', message);
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text !== null && !/^\d{1,9}$/.test(text)) {
    throw invalidArgument(`The value '${text}' of ${name} is not a number from 0.`);
  }
  return text === null ? otherwise : Number(text);
}
