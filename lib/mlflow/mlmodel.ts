import {
  isJsonList,
  isJsonObject,
  parseJson,
  scalarText,
  toJson,
  type Json,
  type JsonObject,
} from '../core/lossless-json';
import { plain } from '../yaml/node';
import { readYaml } from '../yaml/read';

export interface Column {
  /** Undefined for a column without a name, which is identified by its position. */
  readonly name: string | undefined;
  /** MLflow's name of the type; a structured type as JSON. */
  readonly type: string;
  readonly required: boolean;
}

export interface Signature {
  readonly inputs: readonly Column[];
  readonly outputs: readonly Column[];
}

/** The content of an MLmodel file; https://mlflow.org/docs/latest/ml/model/#mlmodel-file. */
export interface MlModel {
  readonly uuid: string | undefined;
  readonly runId: string | undefined;
  readonly flavors: readonly string[];
  /** Everything that the flavors say, without the addresses that files came from and the configuration of the user. */
  readonly paths: Json;
  /** File with the input example. */
  readonly inputExample: string | undefined;
  /** Module that `python_function` loads the model with. */
  readonly loaderModule: string | undefined;
  /** Folder with code that came with the model. */
  readonly codeFolder: string | undefined;
  readonly pythonVersion: string | undefined;
  /** Types that skops is told to trust, by the model itself. */
  readonly skopsTrustedTypes: readonly string[];
  readonly signature: Signature | undefined;
  /** Why an existing signature could not be read; undefined otherwise. */
  readonly whyUnreadSignature: string | undefined;
}

/** Reads the text of an MLmodel file; undefined if it is not one. */
export function readMlModel(text: string): MlModel | undefined {
  const reading = readYaml(text, 'MLmodel');
  if ('problems' in reading || reading.node.kind !== 'map') {
    return undefined;
  }
  const {
    model_uuid: uuid,
    run_id: runId,
    flavors,
    signature,
    saved_input_example_info: example,
  } = plain(reading.node);
  const pyfunc = objectIn(flavors, 'python_function');
  const trusted = objectIn(flavors, 'sklearn')['skops_trusted_types'];
  return {
    uuid: typeof uuid === 'string' ? uuid : undefined,
    runId: typeof runId === 'string' ? runId : undefined,
    flavors: isJsonObject(flavors) ? Object.keys(flavors) : [],
    paths: pathsIn({ flavors, example }),
    inputExample: textIn(isJsonObject(example) ? example['artifact_path'] : undefined),
    loaderModule: textIn(pyfunc['loader_module']),
    codeFolder: textIn(pyfunc['code']),
    pythonVersion: textIn(pyfunc['python_version']),
    skopsTrustedTypes: isJsonList(trusted) ? trusted.map(scalarText) : [],
    ...readSignature(signature),
  };
}

function objectIn(value: Json | undefined, key: string): JsonObject {
  const inner = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(inner) ? inner : {};
}

function textIn(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** MLflow notes where an artifact came from and keeps what users configure; it reads neither as a path. */
const NO_PATHS: ReadonlySet<string> = new Set(['uri', 'config']);

function pathsIn(value: Json | undefined): Json {
  if (isJsonList(value)) {
    return value.map(pathsIn);
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => !NO_PATHS.has(key))
          .map(([key, each]) => [key, pathsIn(each)]),
      )
    : (value ?? null);
}

function readSignature(given: Json | undefined): Pick<MlModel, 'signature' | 'whyUnreadSignature'> {
  if (given === undefined || given === null) {
    return { signature: undefined, whyUnreadSignature: undefined };
  }
  if (!isJsonObject(given)) {
    return { signature: undefined, whyUnreadSignature: 'it is not a map' };
  }
  const [inputs, outputs] = [columnsOf(given['inputs']), columnsOf(given['outputs'])];
  if (inputs === undefined || outputs === undefined) {
    const unread = inputs === undefined ? 'inputs' : 'outputs';
    return { signature: undefined, whyUnreadSignature: `its ${unread} are not a JSON list of columns` };
  }
  return { signature: { inputs, outputs }, whyUnreadSignature: undefined };
}

/** Columns are JSON text; undefined for other text. */
function columnsOf(text: Json | undefined): readonly Column[] | undefined {
  if (text === null || text === undefined) {
    return [];
  }
  try {
    const columns = parseJson(scalarText(text));
    return isJsonList(columns) && columns.every(isJsonObject) ? columns.map(columnOf) : undefined;
  } catch {
    return undefined;
  }
}

function columnOf({ name, required, optional, ...type }: JsonObject): Column {
  const isSimple = typeof type['type'] === 'string' && Object.keys(type).length === 1;
  return {
    name: typeof name === 'string' ? name : undefined,
    type: isSimple ? scalarText(type['type']) : toJson(sorted(type)),
    required: required !== false && optional !== true,
  };
}

function sorted(value: Json | undefined): Json {
  if (isJsonList(value)) {
    return value.map(sorted);
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .toSorted()
          .map((key) => [key, sorted(value[key])]),
      )
    : (value ?? null);
}
