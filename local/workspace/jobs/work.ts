import { Fields } from '../http/fields';
import { workspacePath } from '../files/workspace-path';
import { invalidParameter } from '../http/refusal';

/** What a task executes, by the path of its code in the workspace. */
export type Work =
  | { readonly kind: 'notebook'; readonly path: string; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'python_file'; readonly path: string; readonly arguments: readonly string[] };

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
  throw invalidParameter(`The workspace stand-in does not run tasks of type ${type} (task ${key}).`);
}

function notebookWork(settings: Fields): Work {
  const path = settings.text('notebook_path');
  if (!path.startsWith('/')) {
    throw invalidParameter(`Only absolute paths are currently supported. Paths must begin with '/': ${path}`);
  }
  return { kind: 'notebook', path: workspacePath(path), parameters: settings.textMap('base_parameters') ?? {} };
}

function pythonFileWork(settings: Fields): Work {
  const path = settings.text('python_file');
  if (!path.startsWith('/') || path.startsWith('/Volumes/')) {
    throw invalidParameter(`The workspace stand-in runs Python files of the workspace only, not ${path}.`);
  }
  return { kind: 'python_file', path: workspacePath(path), arguments: settings.texts('parameters') ?? [] };
}
