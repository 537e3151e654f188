/**
 * Characters that act on a terminal or log view: control characters, line ends of other systems, and marks
 * that reverse the reading order. Tabs and line feeds stay, as does the carriage return in front of a line feed.
 */
const OBEYED = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\u2028\u2029]|\p{Bidi_Control}/gu;

/**
 * The agent acts on `##vso[` anywhere in a line, and the log view on `##[`
 * (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands). A space between the signs stops both.
 */
const COMMAND = /##(?=\s*(?:vso)?\s*\[)/gi;

/** Foreign text for a log or terminal, without any effect there. Keeps line feeds. */
export function harmless(text: string): string {
  return withVisibleControls(text).replaceAll(COMMAND, '# #');
}

/** The same in exactly one line, so that the text cannot add a line. */
export function harmlessLine(text: string): string {
  return harmless(text).replaceAll(/\r?\n/g, (lineEnd) => (lineEnd === '\n' ? String.raw`\n` : String.raw`\r\n`));
}

/** Writes control characters as JSON does, so that JSON still means the same. */
export function withVisibleControls(text: string): string {
  return text.replaceAll(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same JSON without characters that have an effect. */
export function harmlessJson(json: string): string {
  // Outside of strings JSON has no number sign.
  return withVisibleControls(json).replaceAll('##', String.raw`#\u0023`);
}
