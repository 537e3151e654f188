import type { Clock } from '../../lib/core/clock';
import type { Log, RunFacts, TaskHost } from '../../lib/task/host';
import { shippedFile } from './shipped-file';

export const FACTS: RunFacts = {
  organization: 'https://dev.azure.com/acme/',
  project: 'churn',
  repository: { name: 'churn', url: 'https://dev.azure.com/contoso/churn/_git/churn', provider: 'TfsGit' },
  pipeline: 'release',
  planId: 'plan-1',
  stage: 'Prod',
  job: 'Prod.train.__default#1',
  step: 'train',
  attempt: 1,
  commit: 'c0ffee',
  branch: 'refs/heads/main',
  pullRequest: undefined,
  environment: undefined,
  runUrl: undefined,
  startedFor: 'The schedule',
};

/** A pipeline that writes down what the task does to it. */
export class RecordingHost implements TaskHost {
  readonly facts = FACTS;
  readonly unknownFacts = [];
  readonly extensionVersion = '0.1.0';
  readonly temporaryFolder = '/nowhere';
  readonly sourcesFolder: string = '/nowhere';
  readonly evidenceFolder: string = '/nowhere';
  readonly random = (): number => 0.5;
  readonly lines: string[] = [];
  readonly warnings: string[] = [];
  readonly remembered = new Map<string, string>();
  readonly outputs: Record<string, string> = {};
  readonly percents: number[] = [];
  readonly #cancellation = new AbortController();
  readonly log: Log = {
    info: (line) => void this.lines.push(line),
    warning: (line) => void this.warnings.push(line),
    debug: () => {},
    group: (title, lines) => void this.lines.push(title, ...lines.map((line) => `  | ${line}`)),
  };

  readonly #secret: string;

  constructor(
    readonly clock: Clock,
    secret = 'no secret in here',
  ) {
    this.#secret = secret;
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  cancel(): void {
    this.#cancellation.abort(new Error('The pipeline was cancelled.'));
  }

  shippedFile(name: string): string {
    return shippedFile(name);
  }

  progress(percent: number): void {
    this.percents.push(percent);
  }

  setOutputs(outputs: Readonly<Record<string, string | undefined>>): void {
    Object.assign(this.outputs, outputs);
  }

  remember(name: string, value: string): void {
    this.remembered.set(name, value);
  }

  recall(name: string): string | undefined {
    return this.remembered.get(name);
  }

  secretsIn(text: string): readonly string[] {
    return text.includes(this.#secret) ? ["variable 'pw'"] : [];
  }

  redacted(text: string): string {
    return text.replaceAll(this.#secret, '***');
  }

  summary(): void {}
  attach(): void {}
  publishTestResults(): void {}
  raiseIssue(): void {}
  uploadArtifact(): void {}
}
