import { UserError } from '../core/errors';
import { harmlessLine } from '../core/harmless';
import { readBack, type ReadBackTools } from '../core/read-back';

/** What was written, by its name in messages. */
export interface Written {
  /** The object, e.g. a version. */
  readonly on: string;
  readonly values: Readonly<Record<string, string>>;
}

const SHOWN = 80;

/**
 * Reads until everything that was written is visible. A proxy may have confirmed a write that never reached the
 * registry; then a rollback target, or a tag that forbids a promotion, would be missing later.
 */
export async function requireKept(
  { on, values }: Written,
  read: () => Promise<ReadonlyMap<string, string>>,
  tools: ReadBackTools,
): Promise<void> {
  const wanted = Object.entries(values);
  const isKept = (seen: ReadonlyMap<string, string>) => wanted.every(([what, value]) => seen.get(what) === value);
  const { isOurs, seen } = await readBack(read, isKept, tools);
  const lost = wanted.find(([what, value]) => seen.get(what) !== value);
  if (!isOurs && lost !== undefined) {
    const [what, value] = lost;
    throw new UserError('WRITE_NOT_KEPT', {
      what: `The ${what} of ${on} was set to ${quoted(value)}, and the registry shows ${quoted(seen.get(what))}: the write had no effect, or somebody else wrote at the same time.`,
      fix: 'Re-run this stage, which completes what is missing. If it happens again, look for a proxy or gateway that answers instead of the registry.',
    });
  }
}

export function tagWords(tags: Iterable<readonly [key: string, value: string]>): Readonly<Record<string, string>> {
  return Object.fromEntries([...tags].map(([key, value]) => [`tag '${key}'`, value]));
}

function quoted(text: string | undefined): string {
  if (text === undefined || text === '') {
    return 'nothing';
  }
  const line = harmlessLine(text);
  return line.length > SHOWN ? `'${line.slice(0, SHOWN)}…'` : `'${line}'`;
}
