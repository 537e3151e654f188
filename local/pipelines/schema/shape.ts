/** What a place of a pipeline may hold: a scalar, a list or a mapping. */
export interface Shape {
  readonly text?: TextShape;
  /** What each item may hold. */
  readonly list?: Shape;
  readonly mapping?: MappingShape;
}

/** `boolean` and `integer` take no variables: the server reads them before the pipeline runs. The late ones do. */
export type TextShape = 'any' | 'name' | 'boolean' | 'integer' | 'late boolean' | 'late integer' | readonly string[];

export interface MappingShape {
  readonly keys?: Readonly<Record<string, Shape>>;
  /** Keys of any other name hold this. */
  readonly others?: Shape;
  readonly required?: readonly string[];
  /** The first key decides what kind of thing it is. */
  readonly byFirstKey?: Readonly<Record<string, Shape>>;
}

export const ANY_TEXT: Shape = { text: 'any' };
export const ANYTHING: Shape = { text: 'any', list: {}, mapping: {} };
export const BOOLEAN: Shape = { text: 'boolean' };
export const INTEGER: Shape = { text: 'integer' };
export const LATE_BOOLEAN: Shape = { text: 'late boolean' };
export const LATE_INTEGER: Shape = { text: 'late integer' };
export const NAME: Shape = { text: 'name' };
export const TEXTS: Shape = { list: ANY_TEXT };
export const TEXT_BY_NAME: Shape = { mapping: { others: ANY_TEXT } };

export function mapping(keys: Readonly<Record<string, Shape>>, ...required: readonly string[]): Shape {
  return { mapping: { keys, required } };
}

/** A shape without any bound is one that takes everything. */
export function takesEverything(shape: Shape): boolean {
  return shape === ANYTHING || (shape.text === undefined && shape.list === undefined && shape.mapping === undefined);
}
