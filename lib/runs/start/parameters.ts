import { UserError } from '../../core/errors';
import { isJsonList, isJsonObject, toJson, type Json, type JsonObject } from '../../core/lossless-json';
import type { Job } from '../../databricks/jobs';

/** What the `parameters` input gives: a map of names to values, or a list of arguments. */
export type Parameters = JsonObject | readonly Json[];

/** The service's limit for all parameters of a run, as JSON. */
const MOST_BYTES = 10_000;

/** Parameters of a notebook, which takes text by name. */
export function notebookParameters(parameters: Parameters | undefined): JsonObject {
  return parameters === undefined ? {} : { base_parameters: textByName(parameters, 'A notebook') };
}

/** Arguments of a Python file: a map becomes `--name=value`, a list goes through. */
export function pythonArguments(parameters: Parameters | undefined): JsonObject {
  return parameters === undefined ? {} : { parameters: argumentsOf(parameters) };
}

/** The one field of run-now that this job accepts parameters in. */
export function jobParameters(parameters: Parameters | undefined, job: Job): JsonObject {
  if (parameters === undefined) {
    return {};
  }
  if (job.parameterNames.length > 0) {
    return { job_parameters: textByName(parameters, `Job ${job.id}`) };
  }
  const kinds = [...new Set(job.taskKinds)].filter((kind) => kind in FIELD_OF_KIND);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    throw new UserError('PARAMETERS_REFUSED', {
      what: `Job ${job.id} '${job.name}' defines no job parameters and has tasks of the kinds ${job.taskKinds.join(', ')}, so no single field takes 'parameters'.`,
      fix: 'Define job parameters on the job; its tasks then see them by name.',
    });
  }
  return fieldOf(kind, parameters);
}

/** Names that the step sets and the job does not define: the service would pass them on unseen. */
export function undefinedNames(parameters: Parameters | undefined, job: Job): readonly string[] {
  const names = isJsonObject(parameters) ? Object.keys(parameters) : [];
  return job.parameterNames.length === 0 ? [] : names.filter((name) => !job.parameterNames.includes(name));
}

const FIELD_OF_KIND: Readonly<Record<string, string>> = {
  notebook_task: 'notebook_params',
  spark_python_task: 'python_params',
  python_wheel_task: 'python_named_params',
  spark_jar_task: 'jar_params',
  sql_task: 'sql_params',
};

function fieldOf(kind: string, parameters: Parameters): JsonObject {
  switch (kind) {
    case 'spark_python_task':
    case 'spark_jar_task':
      return { [FIELD_OF_KIND[kind] ?? '']: argumentsOf(parameters) };
    case 'python_wheel_task':
      return isJsonList(parameters)
        ? { python_params: argumentsOf(parameters) }
        : { python_named_params: textByName(parameters, 'A Python wheel') };
    default:
      return { [FIELD_OF_KIND[kind] ?? '']: textByName(parameters, 'This kind of job') };
  }
}

function textByName(parameters: Parameters, taker: string): JsonObject {
  if (!isJsonObject(parameters)) {
    throw new UserError('PARAMETERS_REFUSED', {
      what: `${taker} takes parameters by name, and 'parameters' is a list.`,
      fix: "Write 'name: value' lines.",
    });
  }
  return withinLimit(
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, textOf(name, value)])),
  );
}

function argumentsOf(parameters: Parameters): readonly string[] {
  return withinLimit(
    isJsonObject(parameters)
      ? Object.entries(parameters).map(([name, value]) => `--${name}=${textOf(name, value)}`)
      : parameters.map((value, index) => textOf(`item ${index + 1}`, value)),
  );
}

function textOf(name: string, value: Json | undefined): string {
  if (typeof value === 'object' && value !== null) {
    throw new UserError('PARAMETERS_REFUSED', {
      what: `Parameter '${name}' is a ${isJsonList(value) ? 'list' : 'map'}; parameters are text.`,
      fix: `Quote it as JSON, e.g. ${name}: '${toJson(value)}', and parse it in the notebook.`,
    });
  }
  return value === null || value === undefined ? '' : String(value);
}

function withinLimit<T extends Json>(parameters: T): T {
  const bytes = Buffer.byteLength(toJson(parameters));
  if (bytes > MOST_BYTES) {
    throw new UserError('PARAMETERS_REFUSED', {
      what: `The parameters take ${bytes} bytes as JSON; the service accepts at most ${MOST_BYTES}.`,
      fix: 'Put large values in a file in the workspace or a volume and pass its path.',
    });
  }
  return parameters;
}
