import { UserError } from '../core/errors';
import type { JsonObject } from '../core/lossless-json';
import { textOf } from './wire/fields';

/** The pages of a list, until the service names no next one; a page may be empty and not be the last. */
export async function allPages(
  doing: string,
  read: (token: string | undefined) => Promise<JsonObject>,
): Promise<readonly JsonObject[]> {
  const pages: JsonObject[] = [];
  const seen = new Set<string | undefined>();
  for (let token: string | undefined; token !== '';) {
    if (seen.has(token)) {
      throw new UserError('LIST_ENDLESS', {
        what: `${doing}: the service sends the same page again and again.`,
        fix: 'Re-run this stage; the list is not complete, so nothing is concluded from it.',
      });
    }
    seen.add(token);
    const page = await read(token);
    pages.push(page);
    token = textOf(page, 'next_page_token') ?? '';
  }
  return pages;
}
