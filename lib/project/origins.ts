import type { Json } from '../core/lossless-json';
import { positionText } from './tighten';
import type { Origin, Tree } from './tree';

export interface OriginOfValue {
  /** E.g. `comparison.guardrails[0].metric`. */
  readonly path: string;
  readonly value: Json;
  readonly origin: Origin;
}

/** Every single value of a configuration with the position that it comes from. */
export function originsIn(tree: Tree, path = ''): readonly OriginOfValue[] {
  switch (tree.kind) {
    case 'leaf':
      return [{ path, value: tree.value, origin: tree.origin }];
    case 'row':
      return tree.items.flatMap((item, index) => originsIn(item, `${path}[${index}]`));
    case 'branch':
      return [...tree.entries].flatMap(([key, child]) => originsIn(child, path === '' ? key : `${path}.${key}`));
  }
}

/** E.g. `mlops.yml:3:5`, `org.yml:2:8 (baseline)` or `default`. */
export function originText({ kind, at }: Origin): string {
  return kind === 'baseline' ? `${positionText(at)} (baseline)` : positionText(at);
}
