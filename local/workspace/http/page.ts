import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Fields } from './fields';
import { pageTokenOf, positionAsked } from './page-token';
import { invalidParameter } from './refusal';

export interface PageRule {
  /** The member with the page size. */
  readonly sizeField: string;
  readonly defaultSize: number;
  readonly maxSize: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Empty on the last page. */
  readonly next: JsonObject;
}

/** The requested page of a list; a size of 0 means the service's default. */
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
