import { isJsonList, isJsonObject, type Json, type JsonObject } from '../core/lossless-json';
import { plain, written, type YamlNode } from '../yaml/node';
import { formatProblem, type Problem } from '../yaml/position';
import { readYaml } from '../yaml/read';
import { problemsIn, type Shape } from '../yaml/shape';
import {
  base,
  refuse,
  type Complaint,
  type Input,
  type InputContext,
  type InputReading,
  type InputText,
  type Manifest,
} from './input';

export const anything: Shape = { kind: 'anything' };
const anyMap: Shape = { kind: 'mapOf', of: anything };

export function map(text: InputText & { readonly shape?: Shape }): Input<JsonObject> {
  const read = (value: string, { name }: InputContext): InputReading<JsonObject> =>
    readMap({ value, from: name }, text.shape);
  return { ...base(text), ...lines('YAML or JSON map'), read };
}

export function list(text: InputText & { readonly of?: Shape }): Input<readonly Json[]> {
  const shape: Shape = { kind: 'list', of: text.of ?? anything };
  const read = (value: string, { name }: InputContext): InputReading<readonly Json[]> => {
    const reading = readShaped({ value, from: name }, shape);
    return 'complaints' in reading ? reading : { value: isJsonList(reading.value) ? reading.value : [] };
  };
  return { ...base(text), ...lines('YAML or JSON list'), read };
}

/** A map or a list, depending on the target; each value is the text as written, so `1.10` stays a version. */
export function mapOrList(text: InputText): Input<JsonObject | readonly Json[]> {
  const read = (value: string, { name }: InputContext): InputReading<JsonObject | readonly Json[]> => {
    const reading = readNode({ value, from: name }, anything);
    if ('complaints' in reading) {
      return reading;
    }
    const values = written(reading.value);
    return isJsonObject(values) || isJsonList(values)
      ? { value: values }
      : refuse('is neither a map nor a list.', "Write 'name: value' lines, or '- value' lines.");
  };
  return { ...base(text), ...lines('YAML or JSON map or list'), read };
}

/** An inline map, or the path of a .json, .yml or .yaml file with one. */
export function mapOrFile(text: InputText & { readonly shape?: Shape }): Input<JsonObject> {
  const read = (value: string, context: InputContext): InputReading<JsonObject> =>
    /^[^\n{]+\.(?:json|ya?ml)$/i.test(value)
      ? readMapFile(value, context, text.shape)
      : readMap({ value, from: context.name }, text.shape);
  return { ...base(text), ...lines('YAML or JSON map, or the path of a file'), read };
}

export function mapFile(text: InputText & { readonly shape: Shape }): Input<JsonObject> {
  const { shape } = text;
  const read = (path: string, context: InputContext): InputReading<JsonObject> => readMapFile(path, context, shape);
  return { ...base(text), kind: 'YAML or JSON file on the agent', manifest: { type: 'filePath' }, read };
}

type Reading<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** YAML with a structure of the task: `read` returns the value, or every problem with its position. */
export interface ParsedYaml<T> extends InputText {
  readonly kind: string;
  readonly read: (node: YamlNode) => Reading<T>;
}

export function parsedYaml<T>(text: ParsedYaml<T>): Input<T> {
  const read = (value: string, { name }: InputContext): InputReading<T> => parse({ value, from: name }, text);
  return { ...base(text), ...lines(text.kind), read };
}

/** The same in a file on the agent. */
export function parsedYamlFile<T>(text: ParsedYaml<T>): Input<T> {
  const read = (path: string, context: InputContext): InputReading<T> =>
    readFile(path, context, (value) => parse({ value, from: path }, text));
  return { ...base(text), kind: `${text.kind} in a file on the agent`, manifest: { type: 'filePath' }, read };
}

function parse<T>(text: YamlText, { read }: ParsedYaml<T>): InputReading<T> {
  const node = readNode(text, anything);
  if ('complaints' in node) {
    return node;
  }
  const reading = read(node.value);
  return 'problems' in reading ? unfit(reading.problems) : reading;
}

function lines(kind: string): { kind: string; manifest: Manifest } {
  return { kind, manifest: { type: 'multiLine', properties: { resizable: true, rows: '5' } } };
}

interface YamlText {
  readonly value: string;
  /** The file or input name in messages. */
  readonly from: string;
}

function readMap(text: YamlText, shape: Shape = anyMap): InputReading<JsonObject> {
  const reading = readShaped(text, shape);
  return 'complaints' in reading ? reading : { value: isJsonObject(reading.value) ? reading.value : {} };
}

function readMapFile(path: string, context: InputContext, shape: Shape | undefined): InputReading<JsonObject> {
  return readFile(path, context, (value) => readMap({ value, from: path }, shape));
}

function readFile<T>(path: string, context: InputContext, read: (text: string) => InputReading<T>): InputReading<T> {
  try {
    return read(context.readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix = 'Set the path of a file that the checkout or a download step puts on the agent.';
    return refuse(`names '${path}', which cannot be read (${reason}).`, fix);
  }
}

function readShaped(text: YamlText, shape: Shape): InputReading<Json> {
  const reading = readNode(text, shape);
  return 'complaints' in reading ? reading : { value: plain(reading.value) };
}

function readNode({ value, from }: YamlText, shape: Shape): InputReading<YamlNode> {
  const reading = readYaml(value, from);
  const problems = 'problems' in reading ? reading.problems : problemsIn(reading.node, shape);
  if ('problems' in reading || problems.length > 0) {
    return unfit(problems);
  }
  return { value: reading.node };
}

function unfit(problems: readonly Problem[]): { complaints: readonly Complaint[] } {
  return {
    complaints: problems.map((problem) => ({
      what: `does not fit: ${formatProblem(problem)}.`,
      fix: 'Correct that line.',
    })),
  };
}
