import { parseJson, toJson, type Json } from '../../core/lossless-json';
import type { Column } from '../../mlflow/mlmodel';
import { ofFiles } from '../check';
import { failed, listed, passed, unseen, type Result } from '../result';
import { exampleColumns } from './example-columns';

/** Says that no row of a customer was kept as an example. */
const TAG = 'input_example';
const ORIGINS = ['synthetic', 'approved'];
/** An example can be a person's data; enough to find the value again. */
const LONGEST_SHOWN = 20;

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
      : failed(`MLmodel names '${path}', which does not exist`);
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
        `the tag '${TAG}' is ${said === undefined ? 'missing' : `'${said}'`}; set it to ${ORIGINS.join(' or ')}`,
        path,
      );
}

/** What is wrong with the example; nothing is said about arrays, which only a prediction can try. */
function fit(text: string, inputs: readonly Column[]): string | undefined {
  const example = parsed(text);
  if (example === undefined) {
    return 'it is not JSON';
  }
  const columns = exampleColumns(example);
  if (columns === undefined) {
    return undefined;
  }
  const needed = inputs.flatMap(({ name, required }) => (name !== undefined && required ? [name] : []));
  const missing = needed.filter((name) => !columns.has(name));
  const unlike = inputs.flatMap(({ name, type }) => {
    const stranger = columns.get(name ?? '')?.find((value) => !isOfType(value, type));
    return stranger === undefined ? [] : [`'${name}' is ${toJson(stranger).slice(0, LONGEST_SHOWN)}, not ${type}`];
  });
  const problems = [...(missing.length > 0 ? [`it lacks these required inputs: ${listed(missing)}`] : []), ...unlike];
  return problems.length > 0 ? listed(problems) : undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** As JSON can show it; null is a missing value, which each type may have in a data frame. */
function isOfType(value: Json, type: string): boolean {
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  switch (value === null ? 'missing' : type) {
    case 'integer':
    case 'long':
      return isNumber && (typeof value === 'bigint' || Number.isInteger(value));
    case 'float':
    case 'double':
      return isNumber;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
    case 'binary':
      return typeof value === 'string';
    case 'datetime':
      return isNumber || typeof value === 'string';
    default:
      return true;
  }
}
