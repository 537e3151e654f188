import { isJsonList, isJsonObject, parseJson, type Json } from '../../core/lossless-json';
import type { Column } from '../../mlflow/mlmodel';
import { ofFiles } from '../check';
import { failed, listed, passed, unseen, type Result } from '../result';

/** Says that no row of a customer was kept as an example. */
const TAG = 'input_example';
const ORIGINS = ['synthetic', 'approved'];

/** An example is there, fits the signature, and somebody says where it comes from. */
export const inputExample = ofFiles(({ mlModel, texts, listed: files }, { version }) => {
  const path = mlModel.inputExample;
  if (path === undefined) {
    return failed('there is no input example');
  }
  const text = texts.get(path);
  if (text === undefined) {
    const isThere = files.some((file) => file.path === path);
    return isThere
      ? unseen('it is too large to be read here', path)
      : failed(`MLmodel names '${path}', which is not there`);
  }
  const problem = fit(text, mlModel.signature?.inputs ?? []);
  if (problem !== undefined) {
    return failed(problem, path);
  }
  return origin(version.tags.get(TAG), path);
});

function origin(said: string | undefined, path: string): Result {
  return said !== undefined && ORIGINS.includes(said)
    ? passed(`it fits the signature and is marked ${said}`, path)
    : failed(
        `the tag '${TAG}' is ${said === undefined ? 'missing' : `'${said}'`}; it has to say ${ORIGINS.join(' or ')}`,
        path,
      );
}

/** What is wrong with the example, in MLflow's forms of JSON: split, records, or arrays. */
function fit(text: string, inputs: readonly Column[]): string | undefined {
  const example = parsed(text);
  if (example === undefined) {
    return 'it is not JSON';
  }
  const names = columnsOf(example);
  const needed = inputs.flatMap(({ name, required }) => (name !== undefined && required ? [name] : []));
  const missing = names === undefined ? [] : needed.filter((name) => !names.has(name));
  return missing.length > 0 ? `it lacks the required inputs ${listed(missing)}` : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Undefined for arrays, whose columns have no names. */
function columnsOf(example: Json): ReadonlySet<string> | undefined {
  if (isJsonList(example)) {
    const [row] = example;
    return isJsonObject(row) ? new Set(Object.keys(row)) : undefined;
  }
  if (!isJsonObject(example)) {
    return undefined;
  }
  const inner = example['dataframe_split'] ?? example['dataframe_records'] ?? example['inputs'];
  if (inner !== undefined) {
    return columnsOf(inner);
  }
  const columns = example['columns'];
  return new Set(isJsonList(columns) ? columns.map(String) : Object.keys(example));
}
