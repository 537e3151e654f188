import type { NodeVersion } from './process/node-choice';
import type {
  AssociatedArtifact,
  Attachment,
  CodeCoverage,
  Detail,
  Issue,
  Progress,
  Telemetry,
  TestResults,
  UploadedArtifact,
} from './records';
import type { TaskResult } from './results';
import type { Stage } from './task-definition';

/** One step of a job; the same object stands for its pre-job, main and post-job stages. */
export interface Step {
  /** A built task: task.json and what it names. */
  readonly taskFolder: string;
  /** By default the task's name, numbered from the second one on, as the server does it. */
  readonly name?: string;
  readonly displayName?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly continueOnError?: boolean;
  readonly timeoutMs?: number;
  readonly retryCountOnTaskFailure?: number;
  readonly target?: {
    readonly commands?: 'any' | 'restricted';
    readonly settableVariables?: 'none' | readonly string[];
  };
}

/** Which step, in which of its stages, a line or a result belongs to. */
export interface StepInfo {
  readonly name: string;
  readonly displayName: string;
  readonly stage: Stage;
}

export interface StepResult extends StepInfo {
  readonly result: TaskResult;
  /** How often the process was started. */
  readonly attempts: number;
  /** Of the last attempt; 128 + signal number after a signal, `undefined` when no process ended. */
  readonly exitCode: number | undefined;
  readonly node: { readonly handlerName: string; readonly version: NodeVersion } | undefined;
  /** At most ten errors and ten warnings; the log has them all. */
  readonly issues: readonly Issue[];
  /** What the web view shows. */
  readonly log: readonly string[];
  /** Lines of the log that showed a value before it was declared secret. */
  readonly leaks: readonly string[];
  /** stdout and stderr as they came: not masked, commands included. */
  readonly rawLines: readonly string[];
  /** By bare name; later steps know them as `<step name>.<output>`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly taskVariables: Readonly<Record<string, string>>;
  readonly progress: readonly Progress[];
  readonly attachments: readonly Attachment[];
  readonly summaries: readonly Attachment[];
  readonly uploadedFiles: readonly Attachment[];
  readonly buildLogs: readonly Attachment[];
  readonly uploadedArtifacts: readonly UploadedArtifact[];
  readonly associatedArtifacts: readonly AssociatedArtifact[];
  readonly testResults: readonly TestResults[];
  readonly codeCoverage: readonly CodeCoverage[];
  readonly buildTags: readonly string[];
  readonly telemetry: readonly Telemetry[];
  readonly details: ReadonlyMap<string, Detail>;
  /** Commands and variables that a restriction turned into a warning, e.g. `task.addattachment`, `variable x`. */
  readonly refused: readonly string[];
}
