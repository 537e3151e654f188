import { isDamage } from './archives/damage';
import { PickleScanner, type PickleFacts } from './pickle/scanner';

/** The same bytes again, from the beginning. */
export type Reopened = () => AsyncIterable<Uint8Array>;

export interface Scan {
  /** Undefined when the bytes are no pickle. */
  readonly facts: PickleFacts | undefined;
  /** Why the rest could not be read. */
  readonly damage: string | undefined;
}

/**
 * What loading the bytes would import, whether joblib or `pickle.load` does it: behind the first array of joblib the two
 * go on at different places.
 */
export async function scanPickles(reopen: Reopened): Promise<Scan> {
  const joblib = new PickleScanner({ arrays: 'joblib' });
  const damage = await feed(joblib, reopen());
  const facts = joblib.end();
  if (facts === undefined || !joblib.hasArrays) {
    return { facts, damage };
  }
  const plain = new PickleScanner({ arrays: 'opcodes' });
  await feed(plain, reopen());
  const known = new Set(facts.imports.map(({ module, name }) => `${module}.${name}`));
  const others = plain.end()?.imports.filter(({ module, name }) => !known.has(`${module}.${name}`)) ?? [];
  return { facts: { ...facts, imports: [...facts.imports, ...others] }, damage };
}

async function feed(scanner: PickleScanner, chunks: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  try {
    for await (const chunk of chunks) {
      scanner.push(chunk);
      if (scanner.isOver) {
        break;
      }
    }
    return undefined;
  } catch (error) {
    if (isDamage(error)) {
      return error.message;
    }
    throw error;
  }
}
