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
import type { YamlEntry, YamlMap, YamlNode } from './node';
import { placesIn, type Place, type Problem } from './place';
import { plainScalarValue } from './scalar';

export type YamlReading = { readonly node: YamlNode } | { readonly problems: readonly Problem[] };

/** Reads one YAML (or JSON) document; `file` is the name that problems carry. */
export function readYaml(source: string, file: string): YamlReading {
  // Editors show no byte order mark and count no column for it.
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const places = placesIn(text, file);
  try {
    const reader = new EventReader(text, places);
    const node = reader.document(parseEvents(text, { filename: file }));
    return reader.problems.length > 0 ? { problems: reader.problems } : { node };
  } catch (error) {
    if (error instanceof YAMLException) {
      return { problems: [{ at: places(error.mark?.position ?? 0), message: error.reason }] };
    }
    throw error;
  }
}

/** A few lines of aliases can stand for billions of values, and every reader of the tree would visit them all. */
const MOST_VALUES = 250_000;

class EventReader {
  readonly problems: Problem[] = [];
  readonly #anchors = new Map<string, { readonly node: YamlNode; readonly size: number }>();
  #values = 0;
  #events: readonly Event[] = [];
  #next = 0;
  #lastOffset = 0;

  readonly #text: string;
  readonly #placeOf: (offset: number) => Place;

  constructor(text: string, placeOf: (offset: number) => Place) {
    this.#text = text;
    this.#placeOf = placeOf;
  }

  document(events: readonly Event[]): YamlNode {
    this.#events = events.filter(({ type }) => type !== EVENT_ID.DOCUMENT);
    const documents = events.length - this.#events.length;
    if (documents > 1) {
      this.problems.push({ at: this.#placeOf(0), message: `holds ${documents} documents; one is expected` });
    }
    const first = this.#events[0];
    return first === undefined || first.type === EVENT_ID.POP ? this.#empty() : this.#node();
  }

  #empty(): YamlNode {
    return { kind: 'scalar', value: null, text: '', at: this.#placeOf(0) };
  }

  #node(): YamlNode {
    const event = this.#take();
    const before = this.#values++;
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.#anchored(event, this.#scalar(event), before);
      case EVENT_ID.SEQUENCE:
        this.#refuseTag(event);
        return this.#anchored(event, { kind: 'list', at: this.#placeOf(event.start), items: this.#items() }, before);
      case EVENT_ID.MAPPING:
        this.#refuseTag(event);
        return this.#anchored(event, { kind: 'map', at: this.#placeOf(event.start), entries: this.#entries() }, before);
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
    const entries = new Map<string, YamlEntry>();
    while (!this.#closes()) {
      const keyNode = this.#node();
      const value = this.#node();
      const key = keyNode.kind === 'scalar' ? String(keyNode.value) : undefined;
      if (key === undefined) {
        this.problems.push({ at: keyNode.at, message: 'a key has to be a plain word, not a list or map' });
      } else if (key === '<<') {
        this.problems.push({ at: keyNode.at, message: 'merge keys (<<) are not supported; write the keys out' });
      } else if (entries.has(key)) {
        this.problems.push({ at: keyNode.at, message: `key '${key}' appears twice` });
      } else {
        entries.set(key, { key, keyAt: keyNode.at, value });
      }
    }
    return [...entries.values()];
  }

  #scalar(event: ScalarEvent): YamlNode {
    const text = getScalarValue(this.#text, event);
    const asIs = event.style !== SCALAR_STYLE.PLAIN || event.tagStart !== -1;
    this.#refuseTag(event);
    // A value that is left out stands nowhere; the word before it is the nearest place.
    this.#lastOffset = event.valueStart === -1 ? this.#lastOffset : event.valueStart;
    return { kind: 'scalar', value: asIs ? text : plainScalarValue(text), text, at: this.#placeOf(this.#lastOffset) };
  }

  #refuseTag({ tagStart, tagEnd }: { tagStart: number; tagEnd: number }): void {
    const tag = tagStart === -1 ? '!!str' : this.#text.slice(tagStart, tagEnd);
    if (!/^!?!str$/.test(tag)) {
      this.problems.push({
        at: this.#placeOf(tagStart),
        message: `tag '${tag}' is not supported; quote a value to make it text`,
      });
    }
  }

  #anchored(event: { anchorStart: number; anchorEnd: number }, node: YamlNode, before: number): YamlNode {
    if (event.anchorStart !== -1) {
      const name = this.#text.slice(event.anchorStart, event.anchorEnd);
      this.#anchors.set(name, { node, size: this.#values - before });
    }
    return node;
  }

  #aliased(event: AliasEvent): YamlNode {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) {
      this.problems.push({ at: this.#placeOf(event.anchorStart), message: `alias '${name}' names no anchor above it` });
      return this.#empty();
    }
    if (this.#values + anchored.size > MOST_VALUES) {
      const message = `alias '${name}' makes this more than ${MOST_VALUES} values; write out what is needed`;
      this.problems.push({ at: this.#placeOf(event.anchorStart), message });
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
