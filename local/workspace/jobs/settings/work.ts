import type { JsonObject } from '../../../../lib/core/lossless-json';
import { rootedPath } from '../../execution/python-storage';
import { workspacePath } from '../../files/workspace-path';
import { Fields } from '../../http/fields';
import { invalidParameter } from '../../http/refusal';

/** What a task executes. */
export type Work =
  | {
      readonly kind: 'notebook';
      /** As a workspace path. */
      readonly path: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'python_file';
      /** Below `/Workspace`, `/Volumes` or `/dbfs`. */
      readonly path: string;
      readonly arguments: readonly string[];
    }
  | {
      readonly kind: 'wheel';
      readonly package: string;
      readonly entryPoint: string;
      readonly arguments: readonly string[];
      /** Passed to the entry point as `--name=value`. */
      readonly named: Readonly<Record<string, string>>;
    };

const TASK_TYPES = [
  'notebook_task',
  'spark_python_task',
  'python_wheel_task',
  'spark_jar_task',
  'spark_submit_task',
  'sql_task',
  'dbt_task',
  'pipeline_task',
  'run_job_task',
  'condition_task',
  'for_each_task',
] as const;

/** The member of a task that defines its work. */
export const FIELD_OF_WORK = {
  notebook: 'notebook_task',
  python_file: 'spark_python_task',
  wheel: 'python_wheel_task',
} as const satisfies Record<Work['kind'], string>;

export function workOf(key: string, fields: Fields): Work {
  const types = TASK_TYPES.filter((type) => fields.has(type));
  const [type] = types;
  if (type === undefined || types.length > 1) {
    throw invalidParameter(`Task ${key} must have exactly one task type, not ${types.join(' and ') || 'none'}.`);
  }
  const settings = new Fields(fields.object(type) ?? {});
  if (settings.optionalText('source') === 'GIT') {
    throw invalidParameter(`The workspace stand-in does not run task ${key} from a Git source.`);
  }
  if (type === 'notebook_task') {
    return notebookWork(settings);
  }
  if (type === 'spark_python_task') {
    return pythonFileWork(settings);
  }
  if (type === 'python_wheel_task') {
    return wheelWork(key, settings);
  }
  throw invalidParameter(`The workspace stand-in does not run tasks of type ${type} (task ${key}).`);
}

/** The parameters of the work, as members of its definition. */
export function parametersJson(work: Work): JsonObject {
  switch (work.kind) {
    case 'notebook':
      return { base_parameters: work.parameters };
    case 'python_file':
      return { parameters: work.arguments };
    case 'wheel':
      return Object.keys(work.named).length > 0 ? { named_parameters: work.named } : { parameters: work.arguments };
  }
}

function notebookWork(settings: Fields): Work {
  const path = settings.text('notebook_path');
  if (!path.startsWith('/')) {
    throw invalidParameter(`Only absolute paths are currently supported. Paths must begin with '/': ${path}`);
  }
  return { kind: 'notebook', path: workspacePath(path), parameters: settings.textMap('base_parameters') ?? {} };
}

function pythonFileWork(settings: Fields): Work {
  const file = settings.text('python_file');
  if (!/^(?:dbfs:)?\//.test(file) || file.split('/').includes('..')) {
    throw invalidParameter(`The workspace stand-in runs Python files of the workspace, volumes and DBFS, not ${file}.`);
  }
  return { kind: 'python_file', path: rootedPath(file), arguments: settings.texts('parameters') ?? [] };
}

function wheelWork(key: string, settings: Fields): Work {
  const args = settings.texts('parameters');
  const named = settings.textMap('named_parameters');
  if (args !== undefined && named !== undefined) {
    throw invalidParameter(`Task ${key} must not specify both parameters and named_parameters.`);
  }
  return {
    kind: 'wheel',
    package: settings.text('package_name'),
    entryPoint: settings.text('entry_point'),
    arguments: args ?? [],
    named: named ?? {},
  };
}
