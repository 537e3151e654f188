import { mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { pageOf } from '../http/page';
import { invalidParameter, Refusal } from '../http/refusal';
import { empty, json, type Reply } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { located, type LocatedPath } from './area-path';
import type { FileArea } from './file-area';
import { statsOf } from './stored-file';

const PAGES = { sizeField: 'page_size', defaultSize: 1000, maxSize: 1000 };

/** Files API 2.0: directories. */
export function directoryRoutes(areas: readonly FileArea[]): readonly Route[] {
  const route = (method: Method, purpose: 'read' | 'write', answer: (at: LocatedPath, call: ApiCall) => Reply) => ({
    method,
    path: '/api/2.0/fs/directories/{root}/{below...}',
    answer: (call: ApiCall) => answer(located(areas, call.segments, { caller: call.caller, purpose }), call),
  });
  return [
    route('PUT', 'write', (at) => {
      make(at);
      return empty();
    }),
    route('HEAD', 'read', (at) => {
      requireDirectory(at);
      return empty(200);
    }),
    route('GET', 'read', (at, { query }) => {
      requireDirectory(at);
      const names = readdirSync(at.file).toSorted();
      const { items, next } = pageOf(names, query, PAGES);
      const contents = items.map((name) => entryJson(at, name)).filter((entry) => entry !== undefined);
      return json({ ...(contents.length > 0 && { contents }), ...next });
    }),
    route('DELETE', 'write', (at) => {
      requireDirectory(at);
      if (at.isTop) {
        throw invalidParameter(`${at.path} itself cannot be deleted as a directory.`);
      }
      if (readdirSync(at.file).length > 0) {
        throw new Refusal(400, 'BAD_REQUEST', `The directory being deleted is not empty: ${at.path}.`);
      }
      rmdirSync(at.file);
      return empty();
    }),
  ];
}

function make({ file, path }: LocatedPath): void {
  try {
    mkdirSync(file, { recursive: true });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new Refusal(409, 'ALREADY_EXISTS', `A file is in the way of the directory being created: ${path}.`);
    }
    throw invalidParameter(`Path ${path} cannot be created: ${code}.`);
  }
}

function requireDirectory({ file, path }: LocatedPath): void {
  if (statsOf(file)?.isDirectory() !== true) {
    throw new Refusal(404, 'NOT_FOUND', `The directory being accessed is not found: ${path}.`);
  }
}

function entryJson({ file, path }: LocatedPath, name: string): JsonObject | undefined {
  const stats = statsOf(join(file, name));
  return (
    stats && {
      path: join(path, name),
      name,
      is_directory: stats.isDirectory(),
      ...(stats.isFile() && { file_size: stats.size }),
      last_modified: Math.trunc(stats.mtimeMs),
    }
  );
}
