/** YAML of a value where it belongs in the file, e.g. `promotion:` and below it `approval: required`. */
export function nestedYaml([key, ...rest]: readonly [string, ...string[]], value: string): string {
  const [next, ...others] = rest;
  if (next !== undefined) {
    return `${key}:\n${indented(nestedYaml([next, ...others], value))}`;
  }
  return isBlock(value) ? `${key}:\n${indented(value)}` : `${key}: ${value}`;
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** Lines of keys or items go below their key; a value, and a text that begins with |, go beside it. */
function isBlock(value: string): boolean {
  return value.startsWith('- ') || /^[\w ]+:(?: |$)/m.test(value.split('\n', 1)[0] ?? '');
}
