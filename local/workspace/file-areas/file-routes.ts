import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { invalidParameter, Refusal } from '../http/refusal';
import { bytes, empty, type Reply } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import { located, type LocatedPath } from './area-path';
import { byteRange } from './byte-range';
import type { FileArea } from './file-area';
import { statsOf } from './stored-file';

const MAX_FILE_BYTES = 5 * 1024 ** 3;

/** Files API 2.0: files. */
export function fileRoutes(areas: readonly FileArea[]): readonly Route[] {
  const route = (method: Method, purpose: 'read' | 'write', answer: (at: LocatedPath, call: ApiCall) => Reply) => ({
    method,
    path: '/api/2.0/fs/files/{root}/{below...}',
    answer: (call: ApiCall) => answer(located(areas, call.segments, { caller: call.caller, purpose }), call),
  });
  return [
    route('PUT', 'write', (at, { content, query }) => {
      put(at, content, query.flag('overwrite') ? 'overwrite' : 'refuse');
      return empty();
    }),
    route('GET', 'read', (at, { request }) => {
      const { size, mtime } = existingFile(at);
      const range = byteRange(request.headers.range, size);
      const { status, headers, body } = bytes(readFileSync(at.file).subarray(range?.start, range?.end));
      const rangeHeaders = range && { 'content-range': `bytes ${range.start}-${range.end - 1}/${size}` };
      return {
        status: range === undefined ? status : 206,
        headers: { ...headers, 'last-modified': mtime.toUTCString(), ...rangeHeaders },
        body,
      };
    }),
    route('HEAD', 'read', (at) => {
      const { size, mtime } = existingFile(at);
      const type = { 'content-type': 'application/octet-stream' };
      return empty(200, { ...type, 'content-length': String(size), 'last-modified': mtime.toUTCString() });
    }),
    route('DELETE', 'write', (at) => {
      existingFile(at);
      rmSync(at.file);
      return empty();
    }),
  ];
}

function put({ file, path, area, isTop }: LocatedPath, content: Buffer, ifExists: 'overwrite' | 'refuse'): void {
  if (isTop || statsOf(file)?.isDirectory() === true) {
    throw invalidParameter(`Path ${path} is a directory.`);
  }
  if (content.length > MAX_FILE_BYTES) {
    throw invalidParameter(`The file of ${content.length} bytes exceeds the limit of ${MAX_FILE_BYTES} bytes.`);
  }
  if (area.parents === 'made') {
    mkdirSync(dirname(file), { recursive: true });
  }
  if (statsOf(dirname(file))?.isDirectory() !== true) {
    throw new Refusal(404, 'NOT_FOUND', `The parent directory of ${path} does not exist.`);
  }
  if (ifExists === 'refuse' && existsSync(file)) {
    throw new Refusal(409, 'ALREADY_EXISTS', `The file being created already exists: ${path}.`);
  }
  writeFileSync(file, content);
}

function existingFile({ file, path }: LocatedPath): Stats {
  const stats = statsOf(file);
  if (stats === undefined) {
    throw new Refusal(404, 'NOT_FOUND', `The file being accessed is not found: ${path}.`);
  }
  if (stats.isDirectory()) {
    throw invalidParameter(`Path ${path} is a directory.`);
  }
  return stats;
}
