import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Fields } from './fields';
import { pageTokenOf, positionAsked } from './page-token';
import { invalidParameter } from './refusal';

export interface PageRule {
  /** The member that asks for a size of page. */
  readonly sizeField: string;
  readonly defaultSize: number;
  readonly maxSize: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Empty on the last page. */
  readonly next: JsonObject;
}

/** The page of a list that a call asks for; 0 asks for as many as the service gives. */
export function pageOf<T>(list: readonly T[], query: Fields, rule: PageRule): Page<T> {
  const asked = query.wholeNumber(rule.sizeField) ?? rule.defaultSize;
  if (asked < 0) {
    throw invalidParameter(`${rule.sizeField} must not be negative, but is ${asked}.`);
  }
  const size = asked === 0 ? rule.defaultSize : Math.min(asked, rule.maxSize);
  const start = Number(positionAsked(query) ?? 0);
  const end = start + size;
  return {
    items: list.slice(start, end),
    next: end < list.length ? { next_page_token: pageTokenOf(end) } : {},
  };
}
