import type { JsonObject } from '../../core/lossless-json';
import { UserError } from '../../core/errors';
import { textOf } from './fields';

/** Every page of a list, until the service names no next one; a page may be empty and still not be the last. */
export async function allPages(
  doing: string,
  pageAfter: (token: string | undefined) => Promise<JsonObject>,
): Promise<readonly JsonObject[]> {
  const pages: JsonObject[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await pageAfter(token);
    pages.push(page);
    token = textOf(page, 'next_page_token') ?? '';
    if (seen.has(token)) {
      throw new UserError('REGISTRY_UNCLEAR', {
        what: `${doing}: the service sends the same page again and again.`,
        fix: 'Re-run this stage; the list is not complete, so nothing is concluded from it.',
      });
    }
    seen.add(token);
  } while (token !== '');
  return pages;
}
