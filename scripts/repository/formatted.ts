import { format, type FormatConfig } from 'oxfmt';
import { root, textOf } from './repository';

/** The text of a file as the formatter writes it. */
export async function formatted(path: string, text: string): Promise<string> {
  const { code, errors } = await format(path, text, JSON.parse(textOf(root, '.oxfmtrc.json')) as FormatConfig);
  const [error] = errors;
  if (error !== undefined) {
    throw new Error(`${path} cannot be formatted: ${error.message}`);
  }
  return code;
}
