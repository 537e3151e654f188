import type { Verb } from './verb';
import { version } from './version';

const HELP = { '--help, -h': 'Show this text.' };
const EXIT_CODES = {
  '0': 'Success: everything that was checked holds.',
  '1': 'Something that was checked does not hold, is missing, or cannot be read.',
  '2': 'The command line is wrong, e.g. the folder does not exist; nothing was done.',
};

export function helpOfAll(verbs: readonly Verb[]): readonly string[] {
  const [first] = verbs;
  return [
    `mlops ${version}, the command line of MLOps for Databricks`,
    '',
    'Usage: mlops <verb> [options]',
    ...section('Verbs', Object.fromEntries(verbs.map(({ name, summary }) => [name, summary]))),
    ...section('Options', { ...HELP, '--version, -v': 'Show the version.' }),
    ...section('Exit codes', EXIT_CODES),
    ...(first === undefined ? [] : ['', 'Example:', `  ${first.example}`]),
    '',
    "'mlops <verb> --help' shows more about a verb.",
  ];
}

export function helpOf({ name, usage, description, options, settings = {}, example }: Verb): readonly string[] {
  const own = Object.fromEntries(
    Object.entries({ ...settings, ...options }).map(([option, meaning]) => [`--${option}`, meaning]),
  );
  return [
    `Usage: mlops ${name} ${usage}`,
    '',
    ...description,
    ...section('Options', { ...own, ...HELP }),
    ...section('Exit codes', EXIT_CODES),
    '',
    'Example:',
    `  ${example}`,
  ];
}

function section(title: string, entries: Readonly<Record<string, string>>): readonly string[] {
  const width = Math.max(...Object.keys(entries).map(({ length }) => length));
  return ['', `${title}:`, ...Object.entries(entries).map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`)];
}
