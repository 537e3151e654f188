import { refuseLongPath } from '../files/long-path';
import type { Fields } from '../http/fields';
import { invalidParameter, Refusal } from '../http/refusal';
import type { AreaAccess, FileArea, LocatedFile } from './file-area';

export interface LocatedPath extends LocatedFile {
  readonly path: string;
  readonly area: FileArea;
}

/** The location of `{root}/{below...}` in a route. */
export function located(areas: readonly FileArea[], segments: Fields, access: AreaAccess): LocatedPath {
  const root = segments.text('root');
  const below = (segments.optionalText('below') ?? '').split('/').filter((segment) => segment !== '');
  const path = `/${[root, ...below].join('/')}`;
  // `..` would leave the area's folder on this disk.
  if (below.some((segment) => segment === '..' || segment === '.' || segment.includes('\0'))) {
    throw invalidParameter(`Path ${path} is not a canonical path.`);
  }
  const area = areas.find((candidate) => candidate.root === root);
  if (area === undefined) {
    const roots = areas.map((candidate) => `/${candidate.root}`).join(', ');
    throw new Refusal(404, 'NOT_FOUND', `Path ${path} is not below one of ${roots}.`);
  }
  const found = area.locate(below, access);
  if (access.purpose === 'write') {
    refuseLongPath(path, found.file);
  }
  return { ...found, path, area };
}
