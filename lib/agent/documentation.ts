import type { UserError } from '../core/errors';

/** Replaced by the build with the address of the folder docs/; empty where the package knows none. */
declare const DOCUMENTATION: string;

/** The two lines of an error; the code at the end leads to its chapter where the package knows the address. */
export function linesWithChapter({ message, fix, code }: UserError): string {
  const chapter = DOCUMENTATION === '' ? '' : `: ${DOCUMENTATION}/troubleshooting.md#${code.toLowerCase()}`;
  return `${message}\nFix: ${fix} (${code}${chapter})`;
}
