import type { JsonObject } from '../core/lossless-json';
import { textOf } from './wire/fields';

/** The pages of a list, first to last; a page may be empty although there is another one. */
export async function* everyPage(
  read: (token: string | undefined) => Promise<JsonObject>,
): AsyncGenerator<JsonObject, void, undefined> {
  const seen = new Set<string | undefined>();
  for (let token: string | undefined; token !== '';) {
    if (seen.has(token)) {
      throw new Error('The service sends the same page of a list again and again.');
    }
    seen.add(token);
    const page = await read(token);
    yield page;
    token = textOf(page, 'next_page_token') ?? '';
  }
}
