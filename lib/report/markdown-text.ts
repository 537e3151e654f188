/** Text that Markdown shows unchanged, in one line. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]#|~$@!]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A list with one item per text. */
export function markdownList(items: readonly string[]): string {
  return items.map((item) => `- ${markdownText(item)}\n`).join('');
}

/** Lines that keep their columns. A line that would end the block is broken by a blank. */
export function markdownBlock(lines: readonly string[]): string {
  return ['```text', ...lines.map((line) => line.replaceAll('```', '` ` `')), '```', ''].join('\n');
}
