import type { Tag } from './step-log';

export interface PrintStyle {
  /** Whether the reader is a terminal; the caller knows. */
  readonly colors: boolean;
}

// ANSI codes, in the colors of the web view.
const COLORS: Readonly<Record<Tag, number>> = { section: 32, command: 36, error: 31, warning: 33, debug: 35 };

// The web view keeps these in sight and only colors the line; of the others it shows the text alone.
const KEPT: ReadonlySet<Tag> = new Set(['error', 'warning', 'debug']);
// oxlint-disable-next-line no-control-regex -- escape sequences start with a control character
const ESCAPE_SEQUENCE = /\u001b\[[0-9;]*[A-Za-z]/g;

/** One line of a log as Azure Pipelines shows it; nothing for a line that only ends a group. */
export function printedLine(line: string, { colors }: PrintStyle): string | undefined {
  const plain = colors ? line : line.replace(ESCAPE_SEQUENCE, '');
  const [, tag, text] = /^##\[(\w+)\](.*)$/s.exec(plain) ?? [];
  if (tag === undefined || text === undefined) {
    return plain;
  }
  if (tag === 'endgroup') {
    return undefined;
  }
  if (tag === 'group') {
    return `> ${text}`;
  }
  if (!isTag(tag)) {
    return plain;
  }
  const shown = KEPT.has(tag) ? plain : text;
  return colors ? `\u001b[${COLORS[tag]}m${shown}\u001b[39m` : shown;
}

function isTag(name: string): name is Tag {
  return Object.hasOwn(COLORS, name);
}
