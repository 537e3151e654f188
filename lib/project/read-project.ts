import { hint } from '../core/nearest';
import { formatProblem, type Position, type Problem } from '../yaml/position';
import { effectiveIn, type Effective } from './effective';
import { environmentNames, readLinks, type Link, type Load, type SourceFile } from './links';
import { below, textBelow } from './tree';

/** What a reader of projects needs besides the text. */
export interface Surroundings {
  readonly load: Load;
  /** E.g. `2027-01-31`; a rule of a baseline may begin on a day. */
  readonly today: string;
}

export interface Project {
  readonly file: SourceFile;
  /** The baselines it extends, the nearest first. */
  readonly baselines: readonly SourceFile[];
  /** What holds in each environment, by its name, in the order of the file. */
  readonly environments: ReadonlyMap<string, Effective>;
}

export interface ProjectReading {
  /** Missing when there is a problem. */
  readonly project: Project | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Reads a project's file with its baselines, and tells of every mistake in all environments at once. */
export function readProject(file: SourceFile, { load, today }: Surroundings): ProjectReading {
  const links = readLinks(file, load);
  const readings = environmentNames(links.project).map((environment) => ({
    environment,
    ...effectiveIn(links, { environment, today }),
  }));
  const problems = inOrder(
    [...links.problems, ...sharedNames(links.project), ...readings.flatMap((reading) => reading.problems)],
    [file.name, ...links.baselines.map((link) => link.file.name)],
  );
  const environments = readings.flatMap(({ environment, effective }) =>
    effective === undefined ? [] : [[environment, effective] as const],
  );
  const baselines = links.baselines.map((link) => link.file);
  return {
    project: problems.length === 0 ? { file, baselines, environments: new Map(environments) } : undefined,
    problems,
    warnings: inOrder(
      readings.flatMap((reading) => reading.warnings),
      [file.name],
    ),
  };
}

/** Reads a baseline by itself. */
export function readBaseline(file: SourceFile, load: Load): readonly Problem[] {
  const links = readLinks(file, load, 'baseline');
  return inOrder(links.problems, [file.name, ...links.baselines.map((link) => link.file.name)]);
}

/** The effective configuration of an environment that somebody asks for by name. */
export function environmentOf(
  project: Project,
  name: string,
): { readonly effective: Effective } | { readonly unknown: string } {
  const effective = project.environments.get(name);
  return effective === undefined
    ? { unknown: `${project.file.name} has no environment '${name}'; ${hint(name, [...project.environments.keys()])}` }
    : { effective };
}

/** Two environments with one model would overwrite each other's champion. */
function sharedNames({ tree }: Link): readonly Problem[] {
  const environments = below(tree, 'environments');
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [name, environment] of environments?.kind === 'branch' ? environments.entries : []) {
    const model = textBelow(environment, 'modelName');
    // Unity Catalog keeps names in lower case.
    const key = model?.toLowerCase() ?? '';
    const other = seen.get(key);
    const at = below(environment, 'modelName')?.origin.at;
    if (other !== undefined && at !== undefined) {
      problems.push({ at, message: `environments '${other}' and '${name}' have the same modelName '${model}'` });
    }
    if (model !== undefined) {
      seen.set(key, other ?? name);
    }
  }
  return problems;
}

/** By file and position, each once: what is wrong for all environments is one mistake. */
function inOrder(problems: readonly Problem[], files: readonly string[]): readonly Problem[] {
  const distinct = new Map(problems.map(readable).map((problem) => [formatProblem(problem), problem]));
  return [...distinct.values()].toSorted(
    (one, other) => files.indexOf(one.at.file) - files.indexOf(other.at.file) || byPosition(one.at, other.at),
  );
}

const LONGEST_BEGINNING = 1000;
const LONGEST_END = 500;

/** Names and values of a file stand in messages, and may be megabytes; what to do stands at the end. */
function readable({ at, message }: Problem): Problem {
  const left = message.length - LONGEST_BEGINNING - LONGEST_END;
  return left <= 0
    ? { at, message }
    : { at, message: `${message.slice(0, LONGEST_BEGINNING)}… (${left} more) …${message.slice(-LONGEST_END)}` };
}

function byPosition(one: Position, other: Position): number {
  return one.line - other.line || one.column - other.column;
}
