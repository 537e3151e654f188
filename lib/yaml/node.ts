import type { Json, JsonObject } from '../core/lossless-json';
import type { Place } from './place';

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | bigint | string;
  readonly at: Place;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: Place;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: YamlNode;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly at: Place;
}

/** A YAML value that remembers where it stands. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** The value without its places. */
export function plain(node: YamlMap): JsonObject;
export function plain(node: YamlNode): Json;
export function plain(node: YamlNode): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map((item) => plain(item));
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  }
}
