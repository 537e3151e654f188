import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, parseJson, scalarText, type JsonObject } from '../../../lib/core/lossless-json';

const LOG = '_delta_log';

export function isDeltaTable(folder: string): boolean {
  return existsSync(join(folder, LOG));
}

/** The newest `metaData` action of a table's log (https://github.com/delta-io/delta/blob/master/PROTOCOL.md). */
export function deltaMetadata(folder: string): JsonObject {
  const commits = readdirSync(join(folder, LOG)).filter((name) => /^\d{20}\.json$/.test(name));
  for (const commit of commits.toSorted().toReversed()) {
    const metadata = metadataIn(readFileSync(join(folder, LOG, commit), 'utf8'));
    if (metadata !== undefined) {
      return metadata;
    }
  }
  return {};
}

/** The ID in the table's first commit; replacing the table changes only the current ID. */
export function firstId(folder: string): string {
  const first = join(folder, LOG, `${'0'.repeat(20)}.json`);
  return existsSync(first) ? scalarText(metadataIn(readFileSync(first, 'utf8'))?.['id']) : '';
}

function metadataIn(commit: string): JsonObject | undefined {
  const actions = commit
    .split('\n')
    .filter((line) => line.includes('"metaData"'))
    .map(parseJson);
  const found = actions.filter(isJsonObject).findLast((action) => isJsonObject(action['metaData']));
  return found?.['metaData'] as JsonObject | undefined;
}
