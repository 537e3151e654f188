import { UserError } from '../../core/errors';
import type { JsonObject } from '../../core/lossless-json';
import { textOf } from '../wire/fields';

/**
 * The pages of a list, until the service names no next one, or `most` of them. An empty page need not be the last.
 * A token that comes again would lead in a circle, and a list that is cut there could hide what decides.
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
