import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as agent from 'azure-pipelines-task-lib/task';
import { withVisibleControls } from '../core/harmless';
import { systemClock } from '../core/node/system-clock';
import type { Redactor } from '../core/redaction';
import type { ProjectFacts, RunFacts, SourceProblem, TaskHost, UnknownFact } from '../task/host';
import type { AgentLog } from './log';
import { quietly } from './quietly';
import type { ReadRun } from './run-facts/facts';
import { temporaryFolder } from './temporary-folder';
import { extensionVersion } from './version';

export interface HostParts {
  readonly log: AgentLog;
  readonly redactor: Redactor;
  readonly run: ReadRun;
  readonly project: ProjectFacts | undefined;
  readonly signal: AbortSignal;
}

/**
 * The port of a task, on the Azure Pipelines agent. Summary, attachment, test results and artifact may be blocked by the
 * pipeline (`target: commands: restricted`): the agent then warns and continues, and so must every task.
 */
export class AgentHost implements TaskHost {
  readonly clock = systemClock;
  readonly random = Math.random;
  readonly log: AgentLog;
  readonly facts: RunFacts;
  readonly unknownFacts: readonly UnknownFact[];
  readonly project: ProjectFacts | undefined;
  readonly signal: AbortSignal;
  readonly extensionVersion = extensionVersion;
  readonly temporaryFolder = temporaryFolder;
  readonly sourcesFolder = agent.getVariable('System.DefaultWorkingDirectory') ?? process.cwd();
  readonly evidenceFolder = join(agent.getVariable('Pipeline.Workspace') ?? this.temporaryFolder, 'mlops');
  readonly #redactor: Redactor;
  readonly #outputs = new Map<string, string>();
  readonly #issues: string[] = [];

  constructor({ log, redactor, run, project, signal }: HostParts) {
    this.log = log;
    this.#redactor = redactor;
    this.facts = run.facts;
    this.unknownFacts = run.unknownFacts;
    this.project = project;
    this.signal = signal;
  }

  shippedFile(name: string): string {
    // All parts are one file in the folder of the task.
    return readFileSync(join(__dirname, name), 'utf8');
  }

  progress(percent: number, what: string): void {
    agent.setProgress(percent, this.log.clean(what));
  }

  setOutputs(outputs: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(outputs)) {
      if (value !== undefined && this.#outputs.get(name) !== value) {
        this.#outputs.set(name, value);
        // A later step may print the value, so remove text that could act as a command.
        agent.setVariable(name, this.log.clean(value), false, true);
      }
    }
  }

  remember(name: string, value: string, kind?: 'secret'): void {
    agent.setTaskVariable(name, value, kind === 'secret');
  }

  recall(name: string): string | undefined {
    return quietly(() => agent.getTaskVariable(name));
  }

  secretsIn(text: string): readonly string[] {
    return this.#redactor.namesIn(text);
  }

  redacted(text: string): string {
    return this.#redactor.redacted(text);
  }

  summary(markdown: string): void {
    agent.uploadSummary(this.#write('summary.md', withVisibleControls(markdown)));
  }

  attach({ type, name, content }: { readonly type: string; readonly name: string; readonly content: string }): void {
    agent.addAttachment(type, name, this.#write(name, content));
  }

  publishTestResults({ title, junit }: { readonly title: string; readonly junit: string }): string {
    const resultFiles = this.#write('results.xml', junit);
    agent.command('results.publish', { type: 'JUnit', runTitle: this.log.clean(title), resultFiles }, '');
    return resultFiles;
  }

  publishCoverage(cobertura: string): void {
    const summaryfile = this.#write('coverage.xml', cobertura);
    agent.command('codecoverage.publish', { codecoveragetool: 'Cobertura', summaryfile }, '');
  }

  problem({ message, file, line }: SourceProblem): void {
    agent.logIssue(agent.IssueType.Error, this.log.clean(message), file, line);
  }

  raiseIssue(message: string): void {
    this.#issues.push(message);
  }

  /** The result that the task wants; empty for success. */
  get issues(): readonly string[] {
    return this.#issues;
  }

  uploadArtifact({ name, path }: { readonly name: string; readonly path: string }): void {
    // Outside a build, an artifact fails the step; a release keeps files in the log too.
    if (agent.getVariable('System.HostType') === 'build') {
      agent.uploadArtifact(name, path, name);
    } else {
      agent.uploadFile(path);
    }
  }

  /** The agent reads the file later, so each file gets its own folder. */
  #write(name: string, content: string): string {
    const folder = join(this.temporaryFolder, `mlops-${randomUUID()}`);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, this.redacted(content));
    return path;
  }
}
