import { tmpdir } from 'node:os';
import type { Clock } from '../../lib/core/clock';
import type { TaskHost } from '../../lib/task/host';

const nothing = (): undefined => undefined;

/** A pipeline that discards its output. */
export function silentHost(clock: Clock, random: () => number): TaskHost {
  return {
    log: { info: nothing, warning: nothing, debug: nothing, group: nothing },
    facts: {
      organization: 'contoso',
      project: 'churn',
      pipeline: 'churn',
      repository: { id: '', name: 'churn', url: 'https://dev.azure.com/contoso/churn/_git/churn', provider: 'TfsGit' },
      planId: '1',
      stage: 'Train',
      job: 'Job',
      step: 'train',
      attempt: 1,
      commit: '8d7c2b1',
      branch: 'refs/heads/main',
      pullRequest: undefined,
      environment: undefined,
      runUrl: undefined,
      startedFor: 'The schedule',
    },
    unknownFacts: [],
    clock,
    random,
    signal: new AbortController().signal,
    extensionVersion: '0.1.0',
    temporaryFolder: tmpdir(),
    sourcesFolder: tmpdir(),
    evidenceFolder: tmpdir(),
    shippedFile: () => '',
    progress: nothing,
    setOutputs: nothing,
    remember: nothing,
    recall: nothing,
    secretsIn: () => [],
    redacted: (text) => text,
    summary: nothing,
    attach: nothing,
    publishTestResults: () => '',
    publishCoverage: nothing,
    problem: nothing,
    raiseIssue: nothing,
    uploadArtifact: nothing,
  };
}
