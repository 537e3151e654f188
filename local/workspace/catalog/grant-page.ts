import { createHash } from 'node:crypto';
import type { Fields } from '../http/fields';
import { pageOf, type Page } from '../http/page';
import { invalidParameter } from '../http/refusal';

const PAGE_SIZE = 150;

/**
 * A page of assignments in unspecified order. The filter for a principal applies to the page, so a page may be empty
 * although another one follows.
 */
export function grantPage<T extends { readonly principal: string }>(assignments: readonly T[], query: Fields): Page<T> {
  const asked = query.wholeNumber('max_results');
  if (asked !== undefined && asked !== 0 && asked < PAGE_SIZE) {
    throw invalidParameter(`max_results must be 0 or at least ${PAGE_SIZE}, not ${asked}.`);
  }
  const shuffled = assignments.toSorted((one, other) => (scattered(one) < scattered(other) ? -1 : 1));
  const principal = query.optionalText('principal');
  const isAsked = (assignment: T) => principal === undefined || assignment.principal === principal;
  if (asked === undefined) {
    return { items: shuffled.filter(isAsked), next: {} };
  }
  const page = pageOf(shuffled, query, { sizeField: 'max_results', defaultSize: PAGE_SIZE, maxSize: 1000 });
  return { ...page, items: page.items.filter(isAsked) };
}

function scattered({ principal }: { principal: string }): string {
  return createHash('sha256').update(principal).digest('hex');
}
