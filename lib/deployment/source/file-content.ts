import { UserError } from '../../core/errors';
import { Sha256 } from '../../core/node/hash';
import type { Content } from '../../databricks/api/api-request';
import { chunksOf } from './file-chunks';
import type { SourceFile } from './source-file';

/** The bytes of a file, read when they are sent; never sends all of a file that changed after it was hashed. */
export function fileContent(source: SourceFile): Content {
  return {
    length: source.size,
    async *chunks() {
      const hash = new Sha256();
      let bytes = 0;
      let held: Uint8Array | undefined;
      for await (const chunk of chunksOf(source.file, source.size)) {
        hash.add(chunk);
        bytes += chunk.length;
        // The server would read surplus bytes as the next request.
        if (bytes > source.size) {
          throw changed(source);
        }
        if (held !== undefined) {
          yield held;
        }
        held = chunk;
      }
      // The service has the file only after the last part.
      if (bytes !== source.size || hash.hex() !== source.sha256) {
        throw changed(source);
      }
      if (held !== undefined) {
        yield held;
      }
    },
  };
}

function changed({ path }: SourceFile): UserError {
  return new UserError('SOURCE_CHANGED', {
    what: `'${path}' changed during the deployment.`,
    fix: 'Make sure that no other step writes to the source at the same time, and re-run this stage.',
  });
}
