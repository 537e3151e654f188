import type { Json, JsonObject } from '../core/lossless-json';
import type { Position } from './position';

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | bigint | string;
  /** As written: `1.10` is the number 1.1, and a version to people. */
  readonly text: string;
  readonly at: Position;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: Position;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: YamlNode;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly at: Position;
}

/** A YAML value that remembers where it stands. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

/** The value without its positions. */
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

/** The value without its positions, with every scalar as the text that was written; null stays null. */
export function written(node: YamlNode): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value === null ? null : node.text;
    case 'list':
      return node.items.map((item) => written(item));
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, written(value)]));
  }
}

/**
 * The value without its positions, so that nothing of it changes on the way to another reader: digits that a number would
 * not give back, such as `1.10`, `007` or an id beyond 2^53, stay text.
 */
export function faithful(node: YamlNode): Json {
  switch (node.kind) {
    case 'scalar':
      return isKeptAsNumber(node) ? node.value : node.text;
    case 'list':
      return node.items.map((item) => faithful(item));
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, faithful(value)]));
  }
}

function isKeptAsNumber({ value, text }: YamlScalar): boolean {
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    return typeof value !== 'string';
  }
  const isPlainDigits = /^[-+]?[\d.]+$/.test(text);
  return isPlainDigits ? String(value) === text && typeof value === 'number' : Number.isFinite(value);
}
