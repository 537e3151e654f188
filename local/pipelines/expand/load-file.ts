import { ExpressionError } from '../expressions/expression-error';
import { parseExpression } from '../expressions/parser';
import { segmentsOf } from '../expressions/segments';
import { IN_TEMPLATE, refuseUnknown } from '../expressions/vocabulary';
import type { Findings } from '../read/finding';
import { textNode, type Node, type Origin, type Text } from '../read/node';
import { placeWithin } from '../read/place-within';
import { readPipelineFile } from '../read/read-file';
import { directiveOf } from './directive';
import type { FilePlace, Sources } from './sources';

export interface LoadedFile {
  readonly place: FilePlace;
  readonly label: string;
  readonly node: Node;
}

/** Reads files, each once, and checks every expression of them, also those that are never reached. */
export class Files {
  readonly #loaded = new Map<string, LoadedFile | undefined>();

  readonly #sources: Sources;
  readonly #findings: Findings;

  constructor(sources: Sources, findings: Findings) {
    this.#sources = sources;
    this.#findings = findings;
  }

  get all(): readonly LoadedFile[] {
    return [...this.#loaded.values()].filter((file) => file !== undefined);
  }

  /** Undefined once reported. `from` is where the file is referred to; the first file is not. */
  load(place: FilePlace, from: Origin | undefined): LoadedFile | undefined {
    const name = `${place.repository}:${place.path}`;
    if (!this.#loaded.has(name)) {
      this.#loaded.set(name, this.#read(place, from));
    }
    return this.#loaded.get(name);
  }

  #read(place: FilePlace, from: Origin | undefined): LoadedFile | undefined {
    const source = this.#sources.read(place);
    if ('missing' in source) {
      this.#findings.error(from ?? { file: place.path, line: 1, column: 1 }, 'missing-file', source.missing);
      return undefined;
    }
    const reading = readPipelineFile(source.text, source.label);
    if ('problems' in reading) {
      for (const { at, message } of reading.problems) {
        this.#findings.error(broughtInBy(at, from), 'yaml', message);
      }
      return undefined;
    }
    this.#check(reading.node, from);
    return { place, label: source.label, node: reading.node };
  }

  #check(node: Node, from: Origin | undefined): void {
    switch (node.kind) {
      case 'text':
        this.#checkText(node, from);
        break;
      case 'list':
        node.items.forEach((item) => this.#check(item, from));
        break;
      case 'mapping':
        for (const { key, keyAt, value } of node.entries) {
          this.#checkText(textNode(key, keyAt), from);
          this.#check(value, from);
        }
    }
  }

  #checkText(text: Text, from: Origin | undefined): void {
    if (!text.text.includes('${{')) {
      return;
    }
    try {
      for (const { source, at } of sourcesIn(text.text)) {
        this.#checkExpression(source, { text, at, from });
      }
    } catch (error) {
      this.#report(error, { text, at: 0, from });
    }
  }

  #checkExpression(source: string, where: Where): void {
    try {
      // A loop around it may add names.
      refuseUnknown(parseExpression(source), IN_TEMPLATE, 'more');
    } catch (error) {
      this.#report(error, where);
    }
  }

  #report(error: unknown, { text, at, from }: Where): void {
    if (!(error instanceof ExpressionError)) {
      throw error;
    }
    this.#findings.error(broughtInBy(placeWithin(text, at + error.offset), from), 'expression', error.message);
  }
}

interface Where {
  readonly text: Text;
  readonly at: number;
  readonly from: Origin | undefined;
}

/** The sources of all expressions of a text or key. */
export function sourcesIn(text: string): readonly { readonly source: string; readonly at: number }[] {
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

function broughtInBy(at: Origin, from: Origin | undefined): Origin {
  return from === undefined ? at : { ...at, via: from };
}
