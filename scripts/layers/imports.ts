export interface Import {
  /** What stands in the quotes. */
  readonly specifier: string;
  readonly line: number;
}

// Statements begin a line in formatted code, which keeps text inside template literals from counting.
const STATEMENT = /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*(['"])(?<specifier>[^'"\n]+)\1/gm;
// Also finds `import('x')` in the place of a type.
const CALL = /\b(?:import|require(?:\.resolve)?)\s*\(\s*(['"`])(?<specifier>[^'"`\n]+)\1/g;

/** Every module that the source names: types, re-exports, `import()` and `require()` too. */
export function importsIn(source: string): readonly Import[] {
  const code = withoutComments(source);
  return [STATEMENT, CALL]
    .flatMap((pattern) => Array.from(code.matchAll(pattern)))
    .map(({ index, groups }) => ({ specifier: groups?.['specifier'] ?? '', line: lineOf(code, index) }))
    .toSorted((one, other) => one.line - other.line);
}

// A string is matched first so that `//` inside an address is not taken for a comment.
function withoutComments(source: string): string {
  return source.replaceAll(/(?<text>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found) =>
    found.startsWith('/') ? found.replaceAll(/[^\n]/g, ' ') : found,
  );
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
