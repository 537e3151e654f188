import type { Clock } from '../../../lib/core/clock';
import type { TaskHost } from '../../../lib/task/host';
import { shippedFile } from '../shipped-file';

export interface HostOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly folder: string;
  readonly pullRequest?: string;
}

/** The port to a pipeline, with what was said and left there. */
export interface TestHost extends TaskHost {
  readonly lines: readonly string[];
  readonly outputs: ReadonlyMap<string, string>;
}

export function testHost({ clock, signal, folder, pullRequest }: HostOptions): TestHost {
  const lines: string[] = [];
  const outputs = new Map<string, string>();
  const say = (line: string): void => void lines.push(line);
  return {
    lines,
    outputs,
    log: { info: say, warning: say, debug: () => undefined, group: (title, more) => lines.push(title, ...more) },
    facts: {
      organization: 'https://dev.azure.com/contoso/',
      project: 'churn',
      pipeline: 'release',
      repository: { name: 'churn', url: 'https://example.com/churn', provider: 'TfsGit' },
      planId: 'a3f1',
      stage: 'Prod',
      job: 'Prod.promote',
      step: 'promote',
      attempt: 1,
      commit: '1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa',
      branch: 'refs/heads/release',
      pullRequest,
      environment: 'prod',
      runUrl: 'https://dev.azure.com/contoso/churn/_build/results?buildId=31',
      startedFor: 'Ada',
    },
    unknownFacts: [],
    clock,
    random: () => 0.5,
    signal,
    extensionVersion: '0.1.0',
    temporaryFolder: folder,
    sourcesFolder: folder,
    evidenceFolder: folder,
    progress: () => undefined,
    setOutputs: (known) => {
      Object.entries(known).forEach(([name, value]) => value !== undefined && outputs.set(name, value));
    },
    remember: () => undefined,
    recall: () => undefined,
    secretsIn: () => [],
    redacted: (text) => text,
    summary: () => undefined,
    attach: () => undefined,
    publishTestResults: () => undefined,
    raiseIssue: say,
    uploadArtifact: () => undefined,
    shippedFile,
  };
}
