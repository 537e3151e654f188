import {
  EVENT_ID,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
  type AliasEvent,
  type Event,
  type ScalarEvent,
} from 'js-yaml';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './node';
import { positionsIn, type Position, type Problem } from './position';
import { plainScalarValue } from './scalar';

export type YamlReading =
  | { readonly node: YamlNode }
  /** `rest` is what could be read all the same, for who looks for more problems. */
  | { readonly problems: readonly Problem[]; readonly rest?: YamlNode };

/** Options of a format in addition to plain YAML. */
export interface Dialect {
  /** Keys that are expressions may occur twice; keys stay as written: `1.10` stays `1.10`. */
  readonly keys: 'unique' | 'as-written';
  readonly anchors: 'followed' | 'refused';
}

const PLAIN_YAML: Dialect = { keys: 'unique', anchors: 'followed' };

/** Reads one YAML (or JSON) document; `file` is the name that problems carry. */
export function readYaml(source: string, file: string, dialect = PLAIN_YAML): YamlReading {
  // Editors show no byte order mark and count no column for it.
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const positions = positionsIn(text, file);
  try {
    const reader = new EventReader(text, positions, dialect);
    const node = reader.document(parseEvents(text, { filename: file }));
    return reader.problems.length > 0 ? { problems: reader.problems, rest: node } : { node };
  } catch (error) {
    if (error instanceof YAMLException) {
      return { problems: [{ at: positions(error.mark?.position ?? 0), message: error.reason }] };
    }
    throw error;
  }
}

/** A few lines of aliases can expand to billions of values, and every reader would visit all of them. */
const MOST_VALUES = 250_000;

class EventReader {
  readonly problems: Problem[] = [];
  readonly #anchors = new Map<string, { readonly node: YamlNode; readonly size: number }>();
  #values = 0;
  #events: readonly Event[] = [];
  #next = 0;
  #lastOffset = 0;

  readonly #text: string;
  readonly #positionOf: (offset: number) => Position;
  readonly #dialect: Dialect;

  constructor(text: string, positionOf: (offset: number) => Position, dialect: Dialect) {
    this.#text = text;
    this.#positionOf = positionOf;
    this.#dialect = dialect;
  }

  document(events: readonly Event[]): YamlNode {
    this.#events = events.filter(({ type }) => type !== EVENT_ID.DOCUMENT);
    const documents = events.length - this.#events.length;
    if (documents > 1) {
      this.problems.push({ at: this.#positionOf(0), message: `contains ${documents} documents; one is expected` });
    }
    const first = this.#events[0];
    return first === undefined || first.type === EVENT_ID.POP ? this.#empty() : this.#node();
  }

  #empty(): YamlNode {
    return { kind: 'scalar', value: null, text: '', at: this.#positionOf(0) };
  }

  #node(): YamlNode {
    const event = this.#take();
    const before = this.#values++;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#anchored(event, this.#scalar(event), before);
      case EVENT_ID.SEQUENCE:
        this.#refuseTag(event);
        return this.#anchored(event, { kind: 'list', at: this.#positionOf(event.start), items: this.#items() }, before);
      case EVENT_ID.MAPPING:
        this.#refuseTag(event);
        return this.#anchored(
          event,
          { kind: 'map', at: this.#positionOf(event.start), entries: this.#entries() },
          before,
        );
      case EVENT_ID.ALIAS:
        return this.#aliased(event);
      case EVENT_ID.DOCUMENT:
      case EVENT_ID.POP:
        throw new Error('The YAML event stream is out of step.');
    }
  }

  #items(): readonly YamlNode[] {
    const items: YamlNode[] = [];
    while (!this.#closes()) {
      items.push(this.#node());
    }
    return items;
  }

  #entries(): YamlMap['entries'] {
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    while (!this.#closes()) {
      const isPlain = this.#isPlainNext();
      const keyNode = this.#node();
      const value = this.#node();
      const key = keyNode.kind === 'scalar' ? this.#keyText(keyNode) : undefined;
      if (key === undefined) {
        this.problems.push({ at: keyNode.at, message: 'a key has to be a plain word, not a list or map' });
      } else if (key === '<<' && isPlain) {
        this.problems.push({ at: keyNode.at, message: 'merge keys (<<) are not supported; write the keys out' });
      } else if (seen.has(key) && this.#dialect.keys === 'unique') {
        this.problems.push({ at: keyNode.at, message: `key '${key}' appears twice` });
      } else {
        seen.add(key);
        entries.push({ key, keyAt: keyNode.at, value });
      }
    }
    return entries;
  }

  /** In quotes, `<<` is a word like any other. */
  #isPlainNext(): boolean {
    const event = this.#events[this.#next];
    return event?.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN;
  }

  #keyText({ value, text }: YamlScalar): string {
    return this.#dialect.keys === 'as-written' ? text : String(value);
  }

  #scalar(event: ScalarEvent): YamlNode {
    const text = getScalarValue(this.#text, event);
    const asIs = event.style !== SCALAR_STYLE.PLAIN || event.tagStart !== -1;
    this.#refuseTag(event);
    // A value that is left out stands nowhere; the word before it is the nearest position.
    this.#lastOffset = event.valueStart === -1 ? this.#lastOffset : event.valueStart;
    return {
      kind: 'scalar',
      value: asIs ? text : plainScalarValue(text),
      text,
      at: this.#positionOf(this.#lastOffset),
    };
  }

  #refuseTag({ tagStart, tagEnd }: { tagStart: number; tagEnd: number }): void {
    if (tagStart === -1) {
      return;
    }
    const tag = this.#text.slice(tagStart, tagEnd);
    if (!/^!?!str$/.test(tag)) {
      this.problems.push({
        at: this.#positionOf(tagStart),
        message: `tag '${tag}' is not supported; quote a value to make it text`,
      });
    }
  }

  #anchored(event: { anchorStart: number; anchorEnd: number }, node: YamlNode, before: number): YamlNode {
    if (event.anchorStart !== -1) {
      this.#refuseAnchor(event);
      const name = this.#text.slice(event.anchorStart, event.anchorEnd);
      this.#anchors.set(name, { node, size: this.#values - before });
    }
    return node;
  }

  #refuseAnchor({ anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number }): void {
    if (this.#dialect.anchors === 'refused') {
      const name = this.#text.slice(anchorStart, anchorEnd);
      const message = `anchor '${name}' is not supported here; write the value out where it is needed`;
      this.problems.push({ at: this.#positionOf(anchorStart), message });
    }
  }

  #aliased(event: AliasEvent): YamlNode {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      this.problems.push({
        at: this.#positionOf(event.anchorStart),
        message: `alias '${name}' names no anchor above it`,
      });
      return this.#empty();
    }
    if (this.#dialect.anchors === 'refused') {
      return this.#empty();
    }
    if (this.#values + anchored.size > MOST_VALUES) {
      const message = `alias '${name}' makes this more than ${MOST_VALUES} values; write out what is needed`;
      this.problems.push({ at: this.#positionOf(event.anchorStart), message });
      return this.#empty();
    }
    this.#values += anchored.size;
    return anchored.node;
  }

  #closes(): boolean {
    const closes = this.#events[this.#next]?.type === EVENT_ID.POP;
    this.#next += closes ? 1 : 0;
    return closes;
  }

  #take(): Event {
    const event = this.#events[this.#next++];
    if (event === undefined) {
      throw new Error('The YAML event stream ended early.');
    }
    return event;
  }
}
