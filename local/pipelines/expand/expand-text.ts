import { textOf } from '../expressions/coercion';
import { evaluate, type OnDoubt } from '../expressions/evaluate';
import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import { OPEN, segmentsOf, type Segment } from '../expressions/segments';
import { kindOf, type Value } from '../expressions/value';
import { IN_TEMPLATE, refuseUnknown } from '../expressions/vocabulary';
import { textNode, type Text } from '../read/node';
import { positionWithin } from '../read/position-within';
import { namesIn, stamped, type Scope } from './scope';
import { valueOf } from './tree-values';

/** The value of a text: what its one expression gives, or the text with the values in it. Undefined once reported. */
export function expandText(text: Text, scope: Scope): Value | undefined {
  if (!text.text.includes(OPEN)) {
    return valueOf(text);
  }
  return reporting(text, scope, () => {
    const segments = segmentsOf(text.text);
    const [only] = segments;
    return segments.length === 1 && only?.kind === 'expression'
      ? valueInside(only, text, scope)
      : joinedSegments(segments, text, scope);
  });
}

function joinedSegments(segments: readonly Segment[], text: Text, scope: Scope): Value | undefined {
  const texts = segments.map((segment) => {
    const value = segment.kind === 'plain' ? segment.text : valueInside(segment, text, scope);
    const written = value === undefined ? undefined : textOf(value);
    if (value !== undefined && written === undefined && segment.kind === 'expression') {
      const message = `an ${kindOf(value)} cannot be inserted into text; use join or convertToJson`;
      throw new ExpressionError(message, segment.at);
    }
    return written;
  });
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** The value of the expression `source` that begins at letter `at` of the text. Undefined once reported. */
export function valueInside(
  { source, at }: { readonly source: string; readonly at: number },
  text: Text,
  scope: Scope,
): Value | undefined {
  return reporting({ text, from: at }, scope, () => {
    const expression = parseExpression(source);
    refuseUnknown(expression, IN_TEMPLATE);
    const doubt: OnDoubt = ({ kind, message }, offset) => {
      const position = stamped(positionWithin(text, at + offset), scope);
      const severity = kind === 'assumption' ? kind : 'warning';
      scope.run.findings.add({ severity, rule: 'variable', at: position, message });
    };
    return evaluate(expression, { names: namesIn(scope), doubt });
  });
}

function reporting<T>(
  position: Text | { readonly text: Text; readonly from: number },
  scope: Scope,
  act: () => T | undefined,
): T | undefined {
  const { text, from } = 'kind' in position ? { text: position, from: 0 } : position;
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ExpressionError)) {
      throw error;
    }
    scope.run.findings.error(stamped(positionWithin(text, from + error.offset), scope), 'expression', error.message);
    return undefined;
  }
}

/** The text of a key. Undefined once reported. */
export function expandKey(key: string, at: Text['at'], scope: Scope): string | undefined {
  const text = textNode(key, at);
  const value = expandText(text, scope);
  const written = value === undefined ? undefined : textOf(value);
  if (value !== undefined && written === undefined) {
    scope.run.findings.error(stamped(at, scope), 'expression', `a key must be text, and this is an ${kindOf(value)}`);
  }
  return written;
}
