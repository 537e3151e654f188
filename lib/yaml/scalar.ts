const INTEGER = /^[-+]?\d+$/;
const BASED_INTEGER = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const NOT_FINITE: ReadonlyMap<string, number> = new Map([
  ['.inf', Infinity],
  ['+.inf', Infinity],
  ['-.inf', -Infinity],
  ['.nan', Number.NaN],
]);

/**
 * What an unquoted scalar means in the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema).
 * An integer beyond 2^53 becomes a bigint: job and run ids are that large.
 */
export function plainScalarValue(text: string): null | boolean | number | bigint | string {
  if (text === '' || text === '~' || /^(?:null|Null|NULL)$/.test(text)) {
    return null;
  }
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) {
    return text.toLowerCase() === 'true';
  }
  if (INTEGER.test(text) || BASED_INTEGER.test(text)) {
    return integerOf(text);
  }
  return FLOAT.test(text) ? Number(text) : (NOT_FINITE.get(text.toLowerCase()) ?? text);
}

function integerOf(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text.replace(/^\+/, ''));
}
