/** A file from a task, with its content at that moment. */
export interface FileCopy {
  readonly path: string;
  readonly content: Buffer;
}

export interface Attachment extends FileCopy {
  readonly type: string;
  readonly name: string;
}

export interface Issue {
  readonly type: 'error' | 'warning';
  readonly message: string;
  readonly code?: string;
  readonly sourcePath?: string;
  readonly lineNumber?: string;
  readonly columnNumber?: string;
  /** Every property of the command, keys in lower case. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface UploadedArtifact {
  readonly name: string;
  readonly containerFolder: string;
  /** The path from the task. */
  readonly path: string;
  /** The path of the job's copy. */
  readonly copy: string;
}

export interface AssociatedArtifact {
  readonly name: string;
  readonly type: string;
  readonly location: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface TestResults {
  readonly type: string;
  readonly runTitle?: string;
  readonly files: readonly FileCopy[];
  readonly properties: Readonly<Record<string, string>>;
}

export interface CodeCoverage {
  readonly tool: string;
  readonly summaryFile: FileCopy;
  readonly properties: Readonly<Record<string, string>>;
}

export interface Progress {
  readonly percent: number;
  readonly operation: string;
}

export interface Telemetry {
  readonly area: string;
  readonly feature: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A row of a task's own timeline, made by `task.logdetail`. */
export interface Detail {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly operation?: string;
}

/** The combined effect of a step's commands; commands write it, the result reads it. */
export interface StepRecord {
  readonly outputs: Record<string, string>;
  readonly progress: Progress[];
  readonly attachments: Attachment[];
  readonly summaries: Attachment[];
  readonly uploadedFiles: Attachment[];
  readonly buildLogs: Attachment[];
  readonly uploadedArtifacts: UploadedArtifact[];
  readonly associatedArtifacts: AssociatedArtifact[];
  readonly testResults: TestResults[];
  readonly codeCoverage: CodeCoverage[];
  readonly buildTags: string[];
  readonly telemetry: Telemetry[];
  readonly details: Map<string, Detail>;
  /** Commands and variables that a restriction turned into a warning. */
  readonly refused: string[];
}

export function emptyRecord(): StepRecord {
  return {
    outputs: {},
    progress: [],
    attachments: [],
    summaries: [],
    uploadedFiles: [],
    buildLogs: [],
    uploadedArtifacts: [],
    associatedArtifacts: [],
    testResults: [],
    codeCoverage: [],
    buildTags: [],
    telemetry: [],
    details: new Map(),
    refused: [],
  };
}
