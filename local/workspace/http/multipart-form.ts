import { malformedRequest } from './refusal';

/** The parts of a `multipart/form-data` body by name; undefined if the body is not a form. */
export function multipartForm(contentType: string | undefined, content: Buffer): FormParts | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '') ?? [];
  const boundary = quoted ?? plain;
  return boundary === undefined ? undefined : partsOf(content, `--${boundary}`);
}

export type FormParts = ReadonlyMap<string, Buffer>;

const HEAD_END = '\r\n\r\n';

function partsOf(content: Buffer, delimiter: string): FormParts {
  const parts = new Map<string, Buffer>();
  // Every delimiter except the first is on its own line.
  const whole = Buffer.concat([Buffer.from('\r\n'), content]);
  let start = whole.indexOf(`\r\n${delimiter}`);
  while (start !== -1) {
    const begin = start + delimiter.length + 2;
    if (whole.toString('latin1', begin, begin + 2) === '--') {
      return parts;
    }
    start = whole.indexOf(`\r\n${delimiter}`, begin);
    const headEnd = whole.indexOf(HEAD_END, begin);
    const name = /\bname="([^"]*)"/i.exec(whole.toString('utf8', begin, headEnd))?.[1];
    if (start === -1 || headEnd === -1 || headEnd > start || name === undefined) {
      break;
    }
    parts.set(name, whole.subarray(headEnd + HEAD_END.length, start));
  }
  throw malformedRequest('Could not parse request object: the form is not complete.');
}
