import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, toJson } from '../../../lib/core/lossless-json';

/** What one Python process is told to do. */
export interface PythonTask {
  readonly kind: 'notebook' | 'python_file';
  /** Workspace path of the notebook or file. */
  readonly path: string;
  /** Folder on disk that holds the workspace's objects. */
  readonly files: string;
  readonly widgets: Readonly<Record<string, string>>;
  readonly arguments: readonly string[];
}

/** What it hands back. */
export interface PythonResult {
  readonly exit_value: string | null;
  readonly truncated: boolean;
  readonly error: string | null;
  readonly error_trace: string | null;
}

/** The files through which the server and one Python process talk. */
export class TaskFolder {
  readonly taskFile: string;
  readonly #resultFile: string;

  constructor(readonly folder: string) {
    this.taskFile = join(folder, 'task.json');
    this.#resultFile = join(folder, 'result.json');
  }

  writeTask(task: PythonTask): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.taskFile, toJson({ ...task, result_file: this.#resultFile }));
  }

  /** Undefined when the process ended before it could write one. */
  readResult(): PythonResult | undefined {
    try {
      return parseJson(readFileSync(this.#resultFile, 'utf8')) as unknown as PythonResult;
    } catch {
      return undefined;
    }
  }
}
