import { UserError } from '../lib/core/errors';
import { config } from './config';
import { printError } from './printer';
import { UsageError } from './usage-error';
import { validate } from './validate';
import { verify } from './verify';

/** Runs one verb with the words behind it; the answer is the exit code. */
type Verb = (words: readonly string[]) => number;

const VERBS: ReadonlyMap<string, Verb> = new Map([
  ['config', config],
  ['validate', validate],
  ['verify', verify],
]);
const FAILED = 1;
const MISUSED = 2;

function run([verb = '', ...words]: readonly string[]): number {
  const known = VERBS.get(verb);
  if (known === undefined) {
    throw new UsageError(
      verb === '' ? 'No verb is given.' : `There is no verb '${verb}'.`,
      `Use one of: ${[...VERBS.keys()].join(', ')}.`,
    );
  }
  return known(words);
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError || error instanceof UserError) {
    printError(error.lines);
  } else {
    printError(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  process.exitCode = error instanceof UsageError ? MISUSED : FAILED;
}
