import { Fields } from '../http/fields';
import { multipartForm, type FormParts } from '../http/multipart-form';
import { invalidParameter, Refusal } from '../http/refusal';
import type { ApiCall } from '../http/route';
import type { ImportedObject } from './imported-object';

/** The largest notebook, and the largest content of JSON imports and of exports. */
const MAX_CONTENT_BYTES = 10 * 1024 * 1024;

/** https://docs.databricks.com/en/files/workspace.html */
const MAX_FILE_BYTES = 500 * 1024 * 1024;

export interface ImportCall {
  readonly fields: Fields;
  readonly content: Buffer;
}

/** An import as JSON with base64 content, or as a form with the content as it is. */
export function importCall(call: ApiCall): ImportCall {
  const form = multipartForm(call.request.headers['content-type'], call.content);
  if (form === undefined) {
    return { fields: call.fields, content: decoded(call.fields.optionalText('content') ?? '') };
  }
  // A form may be larger than JSON; the limit depends on the kind of object.
  return { fields: textFields(form), content: form.get('content') ?? Buffer.alloc(0) };
}

export function refuseOversized(length: number, limit = MAX_CONTENT_BYTES): void {
  if (length > limit) {
    const message = `The content of ${length} bytes exceeds the limit of ${limit} bytes.`;
    throw new Refusal(400, 'MAX_NOTEBOOK_SIZE_EXCEEDED', message);
  }
}

export function refuseOversizedObject({ type, content }: ImportedObject): void {
  refuseOversized(content.length, type === 'NOTEBOOK' ? MAX_CONTENT_BYTES : MAX_FILE_BYTES);
}

function textFields(form: FormParts): Fields {
  const texts = [...form].filter(([name]) => name !== 'content');
  return new Fields(Object.fromEntries(texts.map(([name, value]) => [name, value.toString('utf8')])));
}

function decoded(base64: string): Buffer {
  refuseOversized(base64.length);
  // Buffer.from drops invalid characters, so invalid base64 would silently become other content.
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) {
    throw invalidParameter('The content is not valid base64.');
  }
  return Buffer.from(base64, 'base64');
}
