import { inflateSync } from 'node:zlib';
import { UserError } from '../core/errors';
import { isJsonList, scalarText, type JsonObject } from '../core/lossless-json';
import { sha256OfBytes } from '../core/node/hash';
import { sideBySide } from '../core/side-by-side';
import type { Workspace } from '../databricks/workspace';
import { readReport } from './read-report';
import type { TestReport } from './test-report';

const MOST_REPORT_BYTES = 64 * 1024 * 1024;
const MOST_PIECES = 10;
const MOST_AT_ONCE = 4;

export interface Announced {
  /** The exit value of the notebook. */
  readonly answer: JsonObject;
  /** Of the request that the report must answer. */
  readonly nonce: string;
  /** Of the notebook, where it leaves what no exit value can take. */
  readonly folder: string;
  readonly runId: string;
  readonly runUrl: string;
}

/** The report that the exit value holds, or that it names by its hash. */
export async function fetchedReport(announced: Announced, workspace: Workspace): Promise<TestReport> {
  const { answer, nonce } = announced;
  if (answer['contract'] !== 'test-run' || answer['version'] !== 1 || answer['nonce'] !== nonce) {
    throw unusable(announced, 'its result is of another run');
  }
  if (typeof answer['trouble'] === 'string') {
    throw unusable(announced, `the test runner did not end well: ${answer['trouble']}`);
  }
  const packed = await packedIn(announced, workspace);
  if (packed === undefined || sha256OfBytes(packed) !== answer['sha256']) {
    throw unusable(announced, 'its report is incomplete or was changed');
  }
  return readReport(unpacked(packed), nonce) ?? unusableReport(announced);
}

async function packedIn({ answer, folder, nonce }: Announced, workspace: Workspace): Promise<Uint8Array | undefined> {
  const { packed, files } = answer;
  if (typeof packed === 'string') {
    return Buffer.from(packed, 'base64');
  }
  const names = isJsonList(files) ? files.map(scalarText) : [];
  // Only names that our notebook gives: whoever can change the exit value must not choose what is read and removed.
  if (names.length === 0 || names.length > MOST_PIECES || names.some((name, i) => name !== pieceName(nonce, i))) {
    return undefined;
  }
  const paths = names.map((name) => `${folder}/${name}`);
  const pieces = await sideBySide(paths, MOST_AT_ONCE, (path) => workspace.files.bytes(path));
  await sideBySide(paths, MOST_AT_ONCE, (path) => workspace.files.remove(path));
  const whole = pieces.filter((piece) => piece !== undefined);
  return whole.length === paths.length ? Buffer.concat(whole) : undefined;
}

function pieceName(nonce: string, index: number): string {
  return `report-${nonce.slice(0, 16)}-${index}`;
}

/** Empty for what is no packed text, or one that is larger than any report. */
function unpacked(packed: Uint8Array): string {
  try {
    return inflateSync(packed, { maxOutputLength: MOST_REPORT_BYTES }).toString('utf8');
  } catch {
    return '';
  }
}

function unusableReport(announced: Announced): never {
  throw unusable(announced, 'its report cannot be read');
}

function unusable({ runId, runUrl }: Announced, why: string): UserError {
  return new UserError('REPORT_UNUSABLE', {
    what: `Run ${runId} succeeded, but brought no report of these tests: ${why}.`,
    fix: `Re-run this stage; if an earlier attempt ran other tests, set 'onRerun' to restart — ${runUrl}`,
  });
}
