import { inflateSync } from 'node:zlib';
import * as v from 'valibot';
import { EVALUATION_VERSION, evaluationSchema, type Evaluation } from '../../contracts/evaluation';
import { isJsonObject, parseJson, scalarText, type Json, type JsonObject } from '../../core/lossless-json';
import { sha256OfBytes } from '../../core/node/hash';
import { inconsistenciesIn } from './consistency';
import type { Expected } from './request';

/** A run hands over 5 MB; what is packed small may be huge. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/** The statistics that the last run handed over, or what is wrong with them. */
export function readEvaluation(answer: JsonObject, expected: Expected): Evaluation | string {
  const text = unpacked(answer);
  if (text === undefined) {
    return 'it is truncated, or its digest differs from its content';
  }
  const json = jsonIn(text);
  if (!isJsonObject(json)) {
    return 'it is not JSON';
  }
  if (json['version'] !== EVALUATION_VERSION) {
    return `it has version ${scalarText(json['version'])}, and this task reads version ${EVALUATION_VERSION}, so another version of the extension wrote it`;
  }
  const { success, output, issues } = v.safeParse(evaluationSchema, json);
  if (!success) {
    const [issue] = issues;
    return `its member ${v.getDotPath(issue) ?? 'kind'} is wrong: ${issue.message}`;
  }
  return inconsistenciesIn(output, expected)[0] ?? output;
}

function unpacked({ size, sha256, content }: JsonObject): string | undefined {
  if (typeof content !== 'string' || typeof size !== 'number' || size > LARGEST_BYTES) {
    return undefined;
  }
  try {
    const bytes = inflateSync(Buffer.from(content, 'base64'), { maxOutputLength: LARGEST_BYTES });
    return bytes.length === size && sha256OfBytes(bytes) === sha256 ? bytes.toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
