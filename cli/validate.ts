import { toJson } from '../lib/core/lossless-json';
import { formatProblem, type Problem } from '../lib/yaml/place';
import { printIssue } from './agent-issue';
import { readArguments } from './arguments';
import { print, printError } from './printer';
import { readingAt } from './project-at';
import { UsageError } from './usage-error';

const USAGE = 'mlops validate <mlops.yml> [more files] [--baseline] [--json | --agent]';
const OPTIONS = {
  /** The files are baselines of an organization. */
  baseline: { type: 'boolean' },
  json: { type: 'boolean' },
  /** Issues of the pipeline run, which Azure Pipelines shows beside the line. */
  agent: { type: 'boolean' },
} as const;

interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Tells of everything that is wrong with the files: 0 when nothing is, else 1. */
export function validate(words: readonly string[]): number {
  const { values, positionals } = readArguments(words, OPTIONS, USAGE);
  if (positionals.length === 0) {
    throw new UsageError("'validate' takes at least one file, and got none.", USAGE);
  }
  const role = values.baseline === true ? 'baseline' : 'project';
  const readings = positionals.map((path) => readingAt(path, role, USAGE));
  const findings = {
    problems: readings.flatMap(({ problems }) => problems),
    warnings: readings.flatMap(({ warnings }) => warnings),
  };
  if (values.json === true) {
    print(toJson({ problems: findings.problems.map(plain), warnings: findings.warnings.map(plain) }, 2));
  } else if (values.agent === true) {
    findings.problems.forEach((problem) => printIssue('error', problem));
    findings.warnings.forEach((problem) => printIssue('warning', problem));
  } else {
    printText(findings, positionals);
  }
  return findings.problems.length === 0 ? 0 : 1;
}

function plain({ at, message }: Problem): { file: string; line: number; column: number; message: string } {
  const { file, line, column } = at;
  return { file, line, column, message };
}

function printText({ problems, warnings }: Findings, files: readonly string[]): void {
  warnings.forEach((warning) => print(`warning: ${formatProblem(warning)}`));
  problems.forEach((problem) => print(formatProblem(problem)));
  if (problems.length === 0) {
    print(`${files.join(', ')}: fine.`);
  } else {
    printError(
      `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.\nFix: Correct the lines above; docs/configuration.md explains every key.`,
    );
  }
}
