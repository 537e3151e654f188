import { readFileSync } from 'node:fs';
import { isJsonObject, parseJson, scalarText, type JsonObject } from '../lib/core/lossless-json';
import type { Outcome } from './outcome';

/** The verdict of a comparison and its reason, from its evidence. */
export function sentence(outcome: Outcome): string {
  const { verdict, because } = comparisonOf(outcome);
  return `${scalarText(verdict)}: ${scalarText(because)}`;
}

/** The ID of the run as the tag `mlops_pipeline_run` of its version tells it. */
export function buildIdOf(outcome: Outcome): string {
  const { run } = comparisonOf(outcome);
  return /buildId=(\d+)/.exec(isJsonObject(run) ? scalarText(run['runUrl']) : '')?.[1] ?? '';
}

function comparisonOf(outcome: Outcome): JsonObject {
  const comparison = parseJson(readFileSync(outcome.output('compare.comparisonFile'), 'utf8'));
  return isJsonObject(comparison) ? comparison : {};
}
