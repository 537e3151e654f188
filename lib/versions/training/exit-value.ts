import { isJsonObject, parseJson, scalarText, type Json } from '../../core/lossless-json';
import type { RegistryKind } from '../../registry/kind';

/** What a notebook says about its version when it ends. */
export type NamedVersion =
  /** A member of a JSON object says so explicitly. */
  | { readonly form: 'member'; readonly version: number; readonly model: string | undefined }
  /** A number alone, which may mean something else. */
  | { readonly form: 'number'; readonly version: number }
  | { readonly form: 'unusable'; readonly text: string };

/** Reads `{"model_version": "7", "model_name": "main.ml.churn"}` or `7`; undefined if the notebook does not name a version. */
export function namedVersion(exitValue: string, kind: RegistryKind): NamedVersion | undefined {
  const number = numberIn(exitValue);
  return number === undefined ? inObject(exitValue, kind) : { form: 'number', version: number };
}

function inObject(text: string, kind: RegistryKind): NamedVersion | undefined {
  const value = jsonOrNothing(text);
  const { model_version: snake, modelVersion: camel, model_name, modelName } = isJsonObject(value) ? value : {};
  const named = scalarText(snake ?? camel);
  if (named === '') {
    return undefined;
  }
  const version = numberIn(named);
  const written = scalarText(model_name ?? modelName);
  // Unity Catalog keeps names in lower case, and answers to any.
  const model = kind === 'unityCatalog' ? written.toLowerCase() : written;
  return version === undefined
    ? { form: 'unusable', text: named }
    : { form: 'member', version, model: model === '' ? undefined : model };
}

/** Most notebooks exit with something else, or with nothing. */
function jsonOrNothing(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function numberIn(text: string): number | undefined {
  const number = /^[1-9]\d*$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
