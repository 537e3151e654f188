import { Fields } from '../http/fields';
import { multipartForm, type FormParts } from '../http/multipart-form';
import { invalidParameter, Refusal } from '../http/refusal';
import type { ApiCall } from '../http/route';

/** The largest content that import takes and export gives. */
export const MAX_CONTENT_BYTES = 10 * 1024 * 1024;

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
  const content = form.get('content') ?? Buffer.alloc(0);
  refuseOversized(content.length);
  return { fields: textFields(form), content };
}

export function refuseOversized(length: number): void {
  if (length > MAX_CONTENT_BYTES) {
    const message = `The content of ${length} bytes exceeds the limit of ${MAX_CONTENT_BYTES} bytes.`;
    throw new Refusal(400, 'MAX_NOTEBOOK_SIZE_EXCEEDED', message);
  }
}

function textFields(form: FormParts): Fields {
  const texts = [...form].filter(([name]) => name !== 'content');
  return new Fields(Object.fromEntries(texts.map(([name, value]) => [name, value.toString('utf8')])));
}

function decoded(base64: string): Buffer {
  refuseOversized(base64.length);
  // Buffer.from drops what it cannot read, so a body that is not base64 would arrive as other content.
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) {
    throw invalidParameter('The content is not valid base64.');
  }
  return Buffer.from(base64, 'base64');
}
