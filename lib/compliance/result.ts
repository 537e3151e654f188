/** What one check found, before anybody asks what its failure does. */
export type Result =
  | { readonly kind: 'passed'; readonly because: string; readonly where?: string }
  | { readonly kind: 'failed'; readonly because: string; readonly where?: string }
  /** Fine, but a person should look at it, whatever the level is. */
  | { readonly kind: 'remark'; readonly because: string; readonly where?: string }
  /** What it needs could not be seen. */
  | { readonly kind: 'unseen'; readonly because: string; readonly where?: string };

export function passed(because: string, where?: string): Result {
  return { kind: 'passed', because, ...at(where) };
}

export function failed(because: string, where?: string): Result {
  return { kind: 'failed', because, ...at(where) };
}

export function remark(because: string, where?: string): Result {
  return { kind: 'remark', because, ...at(where) };
}

export function unseen(because: string, where?: string): Result {
  return { kind: 'unseen', because, ...at(where) };
}

function at(where: string | undefined): { readonly where?: string } {
  return where === undefined ? {} : { where };
}

/** Failed with all problems, or passed. */
export function unless(problems: readonly string[], otherwise: string, where?: string): Result {
  return problems.length === 0 ? passed(otherwise, where) : failed(problems.join('; '), where);
}

const MOST_LISTED = 10;

/** The items for a sentence; of many the first ten. */
export function listed(items: readonly string[]): string {
  const more = items.length - MOST_LISTED;
  return more > 0 ? `${items.slice(0, MOST_LISTED).join(', ')} and ${more} more` : items.join(', ');
}
