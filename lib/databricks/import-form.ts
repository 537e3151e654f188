import type { Content, Upload } from './api/api-request';

/** A file among fields as `multipart/form-data`; `boundary` must not occur in any of them. */
export function importForm(fields: Readonly<Record<string, string>>, content: Content, boundary: string): Upload {
  const head = Buffer.from(
    [
      ...Object.entries(fields).map(([name, value]) => part(boundary, `name="${name}"`, value)),
      part(boundary, 'name="content"; filename="content"', ''),
    ].join('\r\n'),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + content.length + tail.length,
    async *chunks() {
      yield head;
      yield* content.chunks();
      yield tail;
    },
  };
}

function part(boundary: string, disposition: string, value: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}`;
}
