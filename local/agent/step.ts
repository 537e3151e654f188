import type { NativeTask } from './native';
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

/** One step of a job; the same object is used for its pre-job, main and post-job stages. */
export type JobStep = Step | NativeStep;

export interface Step extends StepWords {
  /** A built task: task.json and its files. */
  readonly taskFolder: string;
}

export interface NativeStep extends StepWords {
  readonly native: NativeTask;
}

interface StepWords {
  /** Default: the task's name, numbered from the second one on, as on the server. */
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

/** The step and stage of a line or result. */
export interface StepInfo {
  readonly name: string;
  readonly displayName: string;
  readonly stage: Stage;
}

export interface StepResult extends StepInfo {
  readonly result: TaskResult;
  /** Number of starts of the process. */
  readonly attempts: number;
  /** Exit code of the last attempt; 128 + signal number after a signal, `undefined` if no process ended. */
  readonly exitCode: number | undefined;
  readonly durationMs: number;
  readonly node: { readonly handlerName: string; readonly version: NodeVersion } | undefined;
  /** At most ten errors and ten warnings; the log has all of them. */
  readonly issues: readonly Issue[];
  /** The log as the web view shows it; only its last lines if the job writes logs to files. */
  readonly log: readonly string[];
  /** Lines of the log that showed a value before it was declared secret. */
  readonly leaks: readonly string[];
  readonly logFile: string | undefined;
  /** Raw stdout and stderr: not masked, with commands. Not kept if the job writes logs to files. */
  readonly rawLines: readonly string[];
  /** By plain name; later steps use `<step name>.<output>`. */
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
