import type { Clock } from '../core/clock';
import type { JsonObject } from '../core/lossless-json';

/** The log of a task. Every line is a fact with identifiers; agent commands in it have no effect. */
export interface Log {
  info(line: string): void;
  warning(line: string): void;
  debug(line: string): void;
  /** Lines that the log shows folded under the title. */
  group(title: string, lines: readonly string[]): void;
}

/** The repository that this run checked out first. */
export interface RepositoryFacts {
  /** A GUID in Azure Repos, `owner/name` on GitHub; empty if unknown. */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** As Azure Pipelines names it: TfsGit, GitHub … */
  readonly provider: string;
}

/** Known facts about the pipeline run of this step. */
export interface RunFacts {
  readonly organization: string;
  readonly project: string;
  readonly pipeline: string;
  readonly repository: RepositoryFacts;
  readonly planId: string;
  readonly stage: string;
  /** Full identifier of the job, the same in every attempt. */
  readonly job: string;
  readonly step: string;
  readonly attempt: number;
  readonly commit: string;
  readonly branch: string;
  readonly pullRequest: string | undefined;
  readonly environment: string | undefined;
  readonly runUrl: string | undefined;
  /** The person or service that requested the run; undefined if unknown. */
  readonly startedFor: string | undefined;
}

/** A fact that evidence needs but the run does not provide. */
export interface UnknownFact {
  readonly fact: 'organization' | 'project' | 'repository' | 'commit' | 'branch' | 'attempt';
  /** The variables that would provide it, or what is wrong with their value. */
  readonly why: string;
}

/** What an environment asks of a promotion of its model, as far as a promotion can tell by itself. */
export interface PromotionPolicy {
  readonly environment: string;
  readonly modelName: string;
  readonly requireVerdict: 'better' | 'none';
  readonly maxEvidenceAgeDays: number;
  readonly allowedBranches: readonly string[];
}

/** The values of `environment` in `configFile`. */
export interface ProjectFacts {
  /** Path below the sources. */
  readonly file: string;
  readonly environment: string;
  /** SHA-256 of the file's text. */
  readonly fileSha256: string;
  /** SHA-256 of the effective policy, for evidence. */
  readonly policySha256: string;
  readonly places: { readonly challenger: string; readonly champion: string };
  /** Of every environment in the file: a copy goes from the model of one into the model of another. */
  readonly promotion: readonly PromotionPolicy[];
  readonly baselines: readonly { readonly file: string; readonly sha256: string }[];
  /** Where the waivers of the effective policy are written, in their order. */
  readonly waiverLines: readonly WrittenLines[];
  /** The effective policy as JSON. */
  readonly configuration: JsonObject;
}

/** Lines of a file below the sources, counted from 1. */
export interface WrittenLines {
  readonly file: string;
  readonly first: number;
  readonly last: number;
}

export interface SourceProblem {
  readonly message: string;
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
}

/** The interface of a task to its pipeline; `O` are the names of its outputs. */
export interface TaskHost<O extends string = string> {
  readonly log: Log;
  readonly facts: RunFacts;
  /** Undefined without `configFile`. */
  readonly project?: ProjectFacts | undefined;
  /** Facts for which `facts` has only a placeholder. */
  readonly unknownFacts: readonly UnknownFact[];
  readonly clock: Clock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** Aborts when the pipeline is cancelled; the task then has a few seconds to undo what it started. */
  readonly signal: AbortSignal;
  /** Version of this extension, for records that outlive the run. */
  readonly extensionVersion: string;
  readonly temporaryFolder: string;
  /** The folder of the checkout. */
  readonly sourcesFolder: string;
  /** The evidence folder that the tasks of one job share. */
  readonly evidenceFolder: string;
  /** Text of a file that ships beside the task, by its name without folders. */
  shippedFile(name: string): string;
  progress(percent: number, what: string): void;
  /** Publishes outputs early, so that later steps have them even if this one fails. */
  setOutputs(outputs: Partial<Readonly<Record<O, string>>>): void;
  /** Passes a value to the post-job step of the same step; secret values are masked. */
  remember(name: string, value: string, kind?: 'secret'): void;
  recall(name: string): string | undefined;
  /** Names of the secret variables whose value is in the text. */
  secretsIn(text: string): readonly string[];
  /** The text with all known secret values masked. */
  redacted(text: string): string;
  /** Markdown for the run's summary. Not shown if the pipeline restricts commands. */
  summary(markdown: string): void;
  attach(attachment: { readonly type: string; readonly name: string; readonly content: string }): void;
  /** Results in JUnit format for the Tests tab; returns the path of the file. Not shown if the pipeline restricts commands. */
  publishTestResults(results: { readonly title: string; readonly junit: string }): string;
  /** Coverage in Cobertura format for the tab of that name. Not shown if the pipeline restricts commands. */
  publishCoverage(cobertura: string): void;
  /** An error of the run at a line of the checkout. It does not fail the step by itself. */
  problem(problem: SourceProblem): void;
  /** The step then ends as "succeeded with issues", unless it fails. */
  raiseIssue(message: string): void;
  /** Keeps the file with the run: as an artifact of a build, in the log of a classic release. */
  uploadArtifact(artifact: { readonly name: string; readonly path: string }): void;
}
