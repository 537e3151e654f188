import { createSandbox } from 'sinon';
import type { Clock } from '../../lib/core/clock';
import type { Log, TaskHost } from '../../lib/task/host';
import { FACTS } from './run-facts';
import { shippedFile } from './shipped-file';
import { VirtualClock } from './virtual-clock';

export interface HostOptions {
  /** A virtual clock unless given. */
  readonly clock?: Clock;
  /** Cancels the pipeline, as `cancel` does. */
  readonly signal?: AbortSignal;
  /** For temporary files, sources and evidence; a host without one reads and writes no file. */
  readonly folder?: string;
  readonly random?: () => number;
  /** The value of a secret variable. */
  readonly secret?: string;
  /** The shipped files; those of this repository unless given. */
  readonly shippedFile?: (name: string) => string;
}

/** A pipeline that records what the task does to it. */
export class RecordingHost implements TaskHost {
  readonly facts = FACTS;
  readonly unknownFacts = [];
  readonly extensionVersion = '0.1.0';
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly temporaryFolder: string;
  readonly sourcesFolder: string;
  readonly evidenceFolder: string;
  readonly random: () => number;
  readonly shippedFile: (name: string) => string;

  readonly lines: string[] = [];
  readonly warnings: string[] = [];
  readonly outputs: Record<string, string> = {};
  readonly remembered = new Map<string, string>();
  // Of its own, since sinon's common sandbox keeps every fake until the process ends.
  readonly #sandbox = createSandbox();
  readonly progress = this.#sandbox.fake<[percent: number, what: string], void>();
  readonly raiseIssue = this.#sandbox.fake<[message: string], void>();
  readonly summary = this.#sandbox.fake();
  readonly attach = this.#sandbox.fake();
  readonly publishTestResults = this.#sandbox.fake.returns('/nowhere/results.xml');
  readonly publishCoverage = this.#sandbox.fake();
  readonly problem = this.#sandbox.fake();
  readonly uploadArtifact = this.#sandbox.fake();
  readonly log: Log = {
    info: (line) => void this.lines.push(line),
    warning: (line) => void this.warnings.push(line),
    debug: () => {},
    group: (title, lines) => void this.lines.push(title, ...lines.map((line) => `  | ${line}`)),
  };
  readonly #cancellation = new AbortController();
  readonly #secret: string | undefined;

  constructor(options: HostOptions = {}) {
    const { clock = new VirtualClock(), folder = '/nowhere', signal } = options;
    this.clock = clock;
    this.signal = signal ?? this.#cancellation.signal;
    this.temporaryFolder = folder;
    this.sourcesFolder = folder;
    this.evidenceFolder = folder;
    this.random = options.random ?? (() => 0.5);
    this.shippedFile = options.shippedFile ?? shippedFile;
    this.#secret = options.secret;
  }

  /** Everything that a person can read of the step: log, warnings and issues. */
  get readable(): readonly string[] {
    return [...this.lines, ...this.warnings, ...this.raiseIssue.args.flat()];
  }

  cancel(): void {
    this.#cancellation.abort(new Error('The pipeline was cancelled.'));
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
    return this.#secret !== undefined && text.includes(this.#secret) ? ["variable 'pw'"] : [];
  }

  redacted(text: string): string {
    return this.#secret === undefined ? text : text.replaceAll(this.#secret, '***');
  }
}
