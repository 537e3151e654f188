/** Text that is evaluated when the pipeline runs: all of it in `$[ ]`. */
export interface RuntimeExpression {
  readonly source: string;
  readonly at: number;
}

export function runtimeExpression(text: string): RuntimeExpression | undefined {
  const [, open = '', source] = /^(\s*\$\[)([^]*)\]\s*$/.exec(text) ?? [];
  return source === undefined ? undefined : { source, at: open.length };
}

const MACRO = /\$\(([^()$\s][^()$]*)\)/g;

/** The names of `$(name)` in a text. */
export function macrosIn(text: string): readonly { readonly name: string; readonly at: number }[] {
  return !text.includes('$(')
    ? []
    : [...text.matchAll(MACRO)].map((match) => ({ name: match[1] ?? '', at: match.index }));
}

export function replacedMacros(text: string, valueOf: (name: string) => string): string {
  return text.replaceAll(MACRO, (_, name: string) => valueOf(name));
}
