import type { UserError } from '../core/errors';

/** The build replaces this with the URL of the folder docs/; empty if unknown. */
declare const DOCUMENTATION: string;

/** The two lines of an error; the code at the end links to its chapter if the URL is known. */
export function linesWithChapter({ message, fix, code }: UserError): string {
  const chapter = DOCUMENTATION === '' ? '' : `: ${DOCUMENTATION}/troubleshooting.md#${code.toLowerCase()}`;
  return `${message}\nFix: ${fix} (${code}${chapter})`;
}
