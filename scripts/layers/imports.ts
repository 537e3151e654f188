export interface Import {
  /** The text in quotes. */
  readonly specifier: string;
  readonly line: number;
}

// In formatted code a statement starts a line, so text inside template literals does not count.
const STATEMENT = /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])(?<specifier>[^'"\n]+)\1/gm;
// Also finds `import('x')` as a type.
const CALL = /\b(?:import|require(?:\.resolve)?)\s*\(\s*(['"`])(?<specifier>[^'"`\n]+)\1/g;

/** Every module that the source imports, including types, re-exports, `import()` and `require()`. */
export function importsIn(source: string): readonly Import[] {
  const code = withoutComments(source);
  return [STATEMENT, CALL]
    .flatMap((pattern) => Array.from(code.matchAll(pattern)))
    .map(({ index, groups }) => ({ specifier: groups?.['specifier'] ?? '', line: lineOf(code, index) }))
    .toSorted((one, other) => one.line - other.line);
}

// Strings are matched first so that `//` inside a URL does not count as a comment.
function withoutComments(source: string): string {
  return source.replaceAll(/(?<text>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found) =>
    found.startsWith('/') ? found.replaceAll(/[^\n]/g, ' ') : found,
  );
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
