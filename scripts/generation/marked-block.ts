/** Replaces the text between `<!-- generated:name -->` and `<!-- /generated -->`. */
export function withBlock(text: string, name: string, content: string): string {
  const start = `<!-- generated:${name} -->`;
  const end = '<!-- /generated -->';
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) {
    throw new Error(`The block '${name}' is missing. Add these two lines where it belongs:\n${start}\n${end}`);
  }
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
