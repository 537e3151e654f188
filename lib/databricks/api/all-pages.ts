import { UserError } from '../../core/errors';
import type { JsonObject } from '../../core/lossless-json';
import { textOf } from '../wire/fields';

/**
 * All pages of a list, or at most `most`. An empty page may not be the last.
 * A repeated token would cause an endless loop, and cutting the list there could hide what matters.
 */
export async function allPages(
  doing: string,
  read: (token: string | undefined) => Promise<JsonObject>,
  most = Infinity,
): Promise<readonly JsonObject[]> {
  const pages: JsonObject[] = [];
  const seen = new Set<string | undefined>();
  for (let token: string | undefined; token !== '' && pages.length < most;) {
    if (seen.has(token)) {
      throw new UserError('LIST_ENDLESS', {
        what: `${doing}: page ${pages.length + 1} repeats a page that was already read.`,
        fix: 'Re-run this stage; the list is not complete, so the step did not use it.',
      });
    }
    seen.add(token);
    const page = await read(token);
    pages.push(page);
    token = textOf(page, 'next_page_token') ?? '';
  }
  return pages;
}
