import { existsSync } from 'node:fs';
import { Fields } from '../http/fields';
import { invalidParameter, Refusal } from '../http/refusal';
import { empty, json } from '../http/reply';
import type { ApiCall, Route } from '../http/route';
import { located } from './area-path';
import type { FileArea } from './file-area';
import { presigned, type SignedAddresses } from './signed-addresses';
import type { UploadSessions } from './upload-sessions';

const MAX_PARTS = 10_000;

export interface UploadContext {
  readonly areas: readonly FileArea[];
  readonly addresses: SignedAddresses;
  readonly sessions: UploadSessions;
}

/** Files API 2.0: downloads, uploads and multipart uploads with signed URLs. */
export function uploadRoutes({ areas, addresses, sessions }: UploadContext): readonly Route[] {
  /** The file in the member `path`. */
  function fileOf(path: string, { caller }: ApiCall, purpose: 'read' | 'write'): string {
    const [, root = '', ...below] = path.split('/');
    return located(areas, new Fields({ root, below: below.join('/') }), { caller, purpose }).file;
  }

  /** The upload session of the call. */
  function sessionOf(call: ApiCall, file: string): string {
    const session = (call.query.has('session_token') ? call.query : call.fields).text('session_token');
    sessions.require(session, file);
    return session;
  }

  return [
    {
      method: 'POST',
      path: '/api/2.0/fs/create-download-url',
      ignored: ['expire_time'],
      answer(call) {
        const path = (call.query.has('path') ? call.query : call.fields).text('path');
        return json(presigned(addresses.download(fileOf(path, call, 'read'))));
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/fs/create-upload-url',
      ignored: ['expire_time'],
      answer(call) {
        return json(presigned(addresses.upload(fileOf(call.fields.text('path'), call, 'write'))));
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/fs/files/{root}/{below...}',
      ignored: ['upload_type', 'parts.etag'],
      answer(call) {
        const { file, path } = located(areas, call.segments, { caller: call.caller, purpose: 'write' });
        const action = call.query.text('action');
        if (action === 'initiate-upload') {
          if (!call.query.flag('overwrite') && existsSync(file)) {
            throw new Refusal(409, 'ALREADY_EXISTS', `The file being created already exists: ${path}.`);
          }
          return json({ multipart_upload: { session_token: sessions.begin(file) } });
        }
        if (action !== 'complete-upload') {
          throw invalidParameter(`Unknown action '${action}'.`);
        }
        const session = sessionOf(call, file);
        sessions.complete(session, call.fields.objects('parts').map(partNumber));
        return json({});
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/fs/create-upload-part-urls',
      ignored: ['expire_time'],
      answer(call) {
        const session = sessionOf(call, fileOf(call.fields.text('path'), call, 'write'));
        const first = call.fields.wholeNumber('start_part_number') ?? 1;
        const count = call.fields.wholeNumber('count') ?? 1;
        if (first < 1 || count < 1 || first + count - 1 > MAX_PARTS) {
          throw invalidParameter(`Parts are numbered from 1 to ${MAX_PARTS}, not ${first} to ${first + count - 1}.`);
        }
        const numbers = Array.from({ length: count }, (_, index) => first + index);
        const signed = (number: number) =>
          addresses.sign({
            method: 'PUT',
            answer: ({ content }) => empty(200, { etag: sessions.addPart(session, number, content) }),
          });
        return json({
          upload_part_urls: numbers.map((number) => ({ part_number: number, url: signed(number), headers: [] })),
        });
      },
    },
    {
      method: 'POST',
      path: '/api/2.0/fs/create-abort-upload-url',
      ignored: ['expire_time'],
      answer(call) {
        const session = sessionOf(call, fileOf(call.fields.text('path'), call, 'write'));
        const url = addresses.sign({
          method: 'DELETE',
          answer() {
            sessions.abort(session);
            return empty();
          },
        });
        return json({ abort_upload_url: presigned(url) });
      },
    },
  ];
}

function partNumber(part: Fields['json']): number {
  const number = new Fields(part).wholeNumber('part_number');
  if (number === undefined) {
    throw invalidParameter('Missing required field: part_number');
  }
  return number;
}
