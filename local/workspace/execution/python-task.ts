import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, parseJson, toJson, type JsonObject } from '../../../lib/core/lossless-json';
import type { PythonStorage } from './python-storage';

/** The task of one Python process. */
export interface PythonTask {
  readonly kind: 'notebook' | 'python_file' | 'wheel' | 'statement';
  /** Path of the notebook or file; empty for a wheel or statement. */
  readonly path: string;
  readonly wheel: { readonly package: string; readonly entry_point: string } | null;
  readonly widgets: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
  /** Paths of wheels to install for this run. */
  readonly wheels: readonly string[];
  readonly identity: PythonIdentity;
  readonly storage: PythonStorage;
  /** The Git folder of the code. */
  readonly git_folder: GitFolder | null;
  /** Task values that earlier tasks of the run set, by task key. */
  readonly upstream_values: Readonly<Record<string, JsonObject>>;
  /** What a SQL warehouse has to execute. */
  readonly statement?: JsonObject;
}

/** The run and its identity; IDs as text. */
export interface PythonIdentity {
  readonly user_name: string;
  readonly org_id: string;
  readonly job_id: string;
  readonly run_id: string;
  readonly job_run_id: string;
  readonly task_key: string;
  readonly run_name: string;
}

/** What MLflow's client records about a Git folder. */
export interface GitFolder {
  readonly url: string;
  readonly provider: string;
  readonly commit: string;
  /** Empty when a tag is checked out. */
  readonly branch: string;
  readonly relative_path: string;
}

/** The result of the task. */
export interface PythonResult {
  readonly exit_value: string | null;
  readonly truncated: boolean;
  readonly error: string | null;
  readonly error_trace: string | null;
}

/** The files that the server and one Python process exchange. */
export class TaskFolder {
  readonly taskFile: string;
  readonly #resultFile: string;

  constructor(readonly folder: string) {
    this.taskFile = join(folder, 'task.json');
    this.#resultFile = join(folder, 'result.json');
  }

  writeTask(task: PythonTask): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.taskFile, toJson({ ...task, result_file: this.#resultFile } as unknown as JsonObject));
  }

  /** Undefined when the process ended before it could write one. */
  readResult(): PythonResult | undefined {
    return readJson(this.#resultFile) as unknown as PythonResult | undefined;
  }

  /** The values that the task set with dbutils.jobs.taskValues; undefined if they cannot be read. */
  readTaskValues(): JsonObject | undefined {
    const file = join(this.folder, 'task-values.json');
    return existsSync(file) ? readJson(file) : {};
  }
}

function readJson(file: string): JsonObject | undefined {
  try {
    const json = parseJson(readFileSync(file, 'utf8'));
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
