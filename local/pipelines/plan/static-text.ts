import { macrosIn, replacedMacros } from '../schema/runtime-expression';
import { declaredVariable, type Spot } from './variable-scopes';

/** Longer than any name; a few variables that hold each other twice would fill the memory. */
const LONGEST = 1000;

/** The text with the values of its variables; undefined where one is known only when the pipeline runs. */
export function staticText(text: string, spot: Spot): string | undefined {
  return filled(text, { spot, known: new Map() });
}

interface Filling {
  readonly spot: Spot;
  /** By name in lower case. What is being looked up is there without a value, which ends a circle. */
  readonly known: Map<string, string | undefined>;
}

function filled(text: string, filling: Filling): string | undefined {
  if (text.includes('$[')) {
    return undefined;
  }
  const isKnown = macrosIn(text).every(({ name }) => valueOf(name, filling) !== undefined);
  const result = isKnown ? replacedMacros(text, (name) => valueOf(name, filling) ?? '') : undefined;
  return result !== undefined && result.length <= LONGEST ? result : undefined;
}

function valueOf(name: string, filling: Filling): string | undefined {
  const { spot, known } = filling;
  const key = name.toLowerCase();
  if (!known.has(key)) {
    known.set(key, undefined);
    const declared = declaredVariable(name, spot);
    const isFixed = declared?.variable.kind === 'value';
    known.set(key, isFixed ? filled(declared.variable.value.text, filling) : undefined);
  }
  return known.get(key);
}
