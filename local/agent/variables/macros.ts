/** Replaces `$(name)` in one pass: replaced text is not expanded again, and an unknown name stays. */
export function expandMacros(text: string, valueOf: (name: string) => string | undefined): string {
  let expanded = text;
  let from = 0;
  for (;;) {
    const start = expanded.indexOf('$(', from);
    const end = start < 0 ? -1 : expanded.indexOf(')', start + 2);
    if (end < 0) {
      return expanded;
    }
    const value = valueOf(expanded.slice(start + 2, end));
    if (value === undefined) {
      from = start + 1;
    } else {
      expanded = expanded.slice(0, start) + value + expanded.slice(end + 1);
      from = start + value.length;
    }
  }
}
