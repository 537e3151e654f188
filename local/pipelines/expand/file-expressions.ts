import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import { segmentsOf } from '../expressions/segments';
import { partsOf, type Expression } from '../expressions/syntax';
import { IN_TEMPLATE, refuseUnknown, unknownName } from '../expressions/vocabulary';
import { textNode, type Node, type Text } from '../read/node';
import { directiveOf } from './directive';

/** All template expressions of a file, also those that are never reached. */
export class FileExpressions {
  readonly all: Expression[] = [];
  /** Each expression that cannot be read, with the text that holds it and the letter where it begins. */
  readonly refused: { readonly error: ExpressionError; readonly text: Text; readonly at: number }[] = [];

  constructor(node: Node) {
    this.#collect(node, ['parameters', 'variables']);
  }

  /** `names` are those that expressions may use here; a loop adds its own. */
  #collect(node: Node, names: readonly string[]): void {
    switch (node.kind) {
      case 'text':
        this.#read(node, names);
        break;
      case 'list':
        node.items.forEach((item) => this.#collect(item, names));
        break;
      case 'mapping':
        for (const { key, keyAt, value } of node.entries) {
          const directive = directiveOf(key);
          this.#read(textNode(key, keyAt), names);
          this.#collect(value, directive?.kind === 'each' ? [...names, directive.variable.toLowerCase()] : names);
        }
    }
  }

  #read(text: Text, names: readonly string[]): void {
    if (!text.text.includes('${{')) {
      return;
    }
    this.#trying(text, 0, () => {
      for (const { source, at } of sourcesIn(text.text)) {
        this.#trying(text, at, () => {
          const expression = parseExpression(source);
          this.all.push(expression);
          refuseUnknown(expression, IN_TEMPLATE);
          refuseNames(expression, names);
        });
      }
    });
  }

  #trying(text: Text, at: number, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof ExpressionError)) {
        throw error;
      }
      this.refused.push({ error, text, at });
    }
  }
}

function refuseNames(expression: Expression, names: readonly string[]): void {
  for (const part of partsOf(expression)) {
    if (part.kind === 'name' && !names.includes(part.name.toLowerCase())) {
      throw unknownName(part.name, names, part.at);
    }
  }
}

/** The sources of all expressions of a text or key. */
function sourcesIn(text: string): readonly { readonly source: string; readonly at: number }[] {
  const directive = directiveOf(text);
  switch (directive?.kind) {
    case 'if':
    case 'elseif':
      return [{ source: directive.condition, at: directive.at }];
    case 'each':
      return [{ source: directive.collection, at: directive.at }];
    case 'else':
    case 'insert':
    case 'broken':
      return [];
    case undefined:
      return segmentsOf(text).flatMap((segment) => (segment.kind === 'expression' ? [segment] : []));
  }
}
