import type { RunFacts } from '../../lib/task/host';

/** A run of a release pipeline, as Azure Pipelines tells of it. */
export const FACTS: RunFacts = {
  organization: 'https://dev.azure.com/contoso/',
  project: 'churn',
  repository: {
    id: '3c1e5f7a-1111-4000-8000-0000000000aa',
    name: 'churn',
    url: 'https://dev.azure.com/contoso/churn/_git/churn',
    provider: 'TfsGit',
  },
  pipeline: 'release',
  planId: 'a3f1',
  stage: 'Prod',
  job: 'Prod.train.__default#1',
  step: 'train',
  attempt: 1,
  commit: '1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa',
  branch: 'refs/heads/release',
  pullRequest: undefined,
  environment: 'prod',
  runUrl: 'https://dev.azure.com/contoso/churn/_build/results?buildId=31',
  startedFor: 'The schedule',
};
