import { readFileSync } from 'node:fs';
import { isJsonObject, parseJson, scalarText } from '../lib/core/lossless-json';
import type { Outcome } from './outcome';

/** The verdict of a comparison and its reason, from its evidence. */
export function sentence(outcome: Outcome): string {
  const comparison = parseJson(readFileSync(outcome.output('compare.comparisonFile'), 'utf8'));
  const { verdict, because } = isJsonObject(comparison) ? comparison : {};
  return `${scalarText(verdict)}: ${scalarText(because)}`;
}
