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
  const { model_uuid: uuid, run_id: runId, flavors, signature } = plain(reading.node);
  return {
    uuid: typeof uuid === 'string' ? uuid : undefined,
    runId: typeof runId === 'string' ? runId : undefined,
    flavors: isJsonObject(flavors) ? Object.keys(flavors) : [],
    ...readSignature(signature),
  };
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
