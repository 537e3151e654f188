import { UserError } from '../lib/core/errors';
import { configVerb } from './config';
import { expandVerb } from './expand';
import { helpOf, helpOfAll } from './help';
import { initVerb } from './init';
import { planVerb } from './plan';
import { printError, printLines } from './printer';
import { report } from './report';
import { runVerb } from './run';
import { runsVerb } from './runs';
import { favorShortRuns } from './short-run';
import { templatesVerb } from './templates';
import { UsageError } from './usage-error';
import { validateVerb } from './validate';
import type { Verb } from './verb';
import { verify } from './verify';
import { version } from './version';
import { meant, wordsOf } from './words';
import { workspaceVerb } from './workspace';

const VERBS: readonly Verb[] = [
  initVerb,
  configVerb,
  validateVerb,
  expandVerb,
  planVerb,
  runVerb,
  runsVerb,
  workspaceVerb,
  templatesVerb,
  report,
  verify,
];
const DONE = 0;
const FAILED = 1;
const MISUSED = 2;

function run([first, ...words]: readonly string[]): number | Promise<number> {
  if (first === undefined) {
    throw new UsageError('There is no verb.', `Use one of: ${names().join(', ')}. 'mlops --help' says what they do.`);
  }
  if (first === 'help') {
    const [about] = words;
    return shown(about === undefined ? helpOfAll(VERBS) : helpOf(verbOf(about)));
  }
  if (first.startsWith('-')) {
    const { options } = wordsOf([first], 'mlops', { alone: ['help', 'version'] });
    return shown(options.has('version') ? [version] : helpOfAll(VERBS));
  }
  const verb = verbOf(first);
  const given = wordsOf(words, `mlops ${verb.name}`, {
    alone: [...Object.keys(verb.options), 'help'],
    withValue: Object.keys(verb.settings ?? {}),
  });
  return given.options.has('help') ? shown(helpOf(verb)) : verb.run(given);
}

function shown(lines: readonly string[]): number {
  printLines(lines);
  return DONE;
}

function verbOf(word: string): Verb {
  const verb = VERBS.find(({ name }) => name === word);
  if (verb === undefined) {
    throw new UsageError(`There is no verb '${word}'.`, meant(word, 'mlops', names()));
  }
  return verb;
}

function names(): readonly string[] {
  return VERBS.map(({ name }) => name);
}

/** A stack trace only has paths of this file, never text from a user's files. */
function linesOf(error: unknown): readonly string[] {
  if (error instanceof UsageError) {
    return [error.message, `Fix: ${error.fix}`];
  }
  if (error instanceof UserError) {
    return [error.message, `Fix: ${error.fix} (${error.code})`];
  }
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)) : [];
  return [`Internal error: ${error instanceof Error ? error.message : String(error)}`, ...stack];
}

async function start(): Promise<void> {
  try {
    favorShortRuns();
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    linesOf(error).forEach(printError);
    process.exitCode = error instanceof UsageError ? MISUSED : FAILED;
  }
}

void start();
