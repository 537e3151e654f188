import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import type { Fields } from '../http/fields';
import { Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Method, Route } from '../http/route';
import type { IdSequence } from '../state/ids';
import type { DbfsFolder } from './dbfs-folder';

const MAX_BYTES = 1024 * 1024;

/** DBFS API 2.0: blocks of at most 1 MB, in base64. */
export function dbfsRoutes(dbfs: DbfsFolder, ids: IdSequence): readonly Route[] {
  const open = new Map<string, string>();
  const route = (endpoint: string, answer: (call: ApiCall) => JsonObject | void): Route => {
    const [method, path] = endpoint.split(' ') as [Method, string];
    return { method, path: `/api/2.0/dbfs${path}`, answer: (call) => json(answer(call) ?? {}) };
  };
  const pathOf = (handle: string): string => {
    const path = open.get(handle);
    if (path === undefined) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `No handle exists for ID ${handle}.`);
    }
    return path;
  };

  return [
    route('GET /get-status', ({ fields }) => dbfs.status(fields.text('path'))),
    route('GET /list', ({ fields }) => ({ files: dbfs.list(fields.text('path')) as readonly Json[] })),
    route('GET /read', ({ fields }) => {
      const length = fields.wholeNumber('length') ?? MAX_BYTES / 2;
      if (length > MAX_BYTES) {
        throw new Refusal(400, 'MAX_READ_SIZE_EXCEEDED', `Cannot read more than ${MAX_BYTES} bytes at once.`);
      }
      const content = dbfs.read(fields.text('path'), { offset: fields.wholeNumber('offset') ?? 0, length });
      return { bytes_read: content.length, data: content.toString('base64') };
    }),
    route('POST /put', ({ fields }) =>
      dbfs.write(fields.text('path'), block(fields, 'contents'), fields.flag('overwrite')),
    ),
    route('POST /create', ({ fields }) => {
      const path = fields.text('path');
      dbfs.write(path, Buffer.alloc(0), fields.flag('overwrite'));
      const handle = ids.next();
      open.set(String(handle), path);
      return { handle };
    }),
    route('POST /add-block', ({ fields }) => dbfs.append(pathOf(String(fields.id('handle'))), block(fields, 'data'))),
    route('POST /close', ({ fields }) => {
      const handle = String(fields.id('handle'));
      pathOf(handle);
      open.delete(handle);
    }),
    route('POST /mkdirs', ({ fields }) => dbfs.makeDirectories(fields.text('path'))),
    route('POST /delete', ({ fields }) => dbfs.delete(fields.text('path'), fields.flag('recursive'))),
    route('POST /move', ({ fields }) => dbfs.move(fields.text('source_path'), fields.text('destination_path'))),
  ];
}

function block(fields: Fields, name: string): Buffer {
  const content = Buffer.from(fields.optionalText(name) ?? '', 'base64');
  if (content.length > MAX_BYTES) {
    throw new Refusal(400, 'MAX_BLOCK_SIZE_EXCEEDED', `A block of more than ${MAX_BYTES} bytes is not accepted.`);
  }
  return content;
}
