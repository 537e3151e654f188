import type { YamlNode } from '../yaml/node';
import type { Position, Problem } from '../yaml/position';
import { readYaml } from '../yaml/read';
import { problemsIn } from '../yaml/shape';
import { knownIn } from './known';
import { baselineFile } from './schema/baseline';
import { projectFile } from './schema/project';
import { shapeOf } from './shape-of';
import { below, nothing, textBelow, type Branch } from './tree';

/** A file by the name that messages give it, and its text. One file has one name, however it was reached. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Finds the file that `extends` names, seen from another one. */
export type Load = (path: string, from: string) => SourceFile | { readonly refusal: string };

/** One file on the way from a project to the root of its baselines. */
export interface Link {
  readonly file: SourceFile;
  readonly tree: Branch;
}

export interface Links {
  readonly project: Link;
  /** The nearest first. */
  readonly baselines: readonly Link[];
  readonly problems: readonly Problem[];
}

/** Reads a file and everything that it extends. */
export function readLinks(file: SourceFile, load: Load, whose: Whose = 'project'): Links {
  const { link: project, problems: own } = readLink(file, whose);
  const baselines: Link[] = [];
  const problems = [...own];
  let from: Link = project;
  for (let path = extended(from); path !== undefined; path = extended(from)) {
    const found = load(path.name, from.file.name);
    const chain = [project, ...baselines].map((link) => link.file.name);
    if ('refusal' in found) {
      problems.push({ at: path.at, message: `extends '${path.name}', ${found.refusal}` });
      break;
    }
    if (chain.includes(found.name)) {
      problems.push({ at: path.at, message: `extends in a circle: ${[...chain, found.name].join(' → ')}` });
      break;
    }
    const next = readLink(found, 'baseline');
    baselines.push(next.link);
    problems.push(...next.problems);
    from = next.link;
  }
  return { project, baselines, problems };
}

type Whose = 'project' | 'baseline';

function readLink(file: SourceFile, whose: Whose): { readonly link: Link; readonly problems: readonly Problem[] } {
  const part = whose === 'project' ? projectFile : baselineFile();
  const reading = readYaml(file.text, file.name);
  if ('problems' in reading) {
    return { link: { file, tree: nothing }, problems: reading.problems };
  }
  const tree = knownIn(reading.node, part, whose);
  return {
    link: { file, tree: tree?.kind === 'branch' ? tree : nothing },
    problems: [
      ...emptyProblems(reading.node),
      ...brokenTexts(reading.node),
      ...problemsIn(reading.node, shapeOf(part)),
    ],
  };
}

/** A sentence for the file in which nobody has written anything yet. */
function emptyProblems(node: YamlNode): readonly Problem[] {
  const isEmpty = node.kind === 'scalar' && node.value === null;
  return isEmpty
    ? [{ at: node.at, message: "the file is empty; 'mlops config --minimal' writes one to start from" }]
    : [];
}

const HALF_CHARACTER = /\p{Surrogate}/u;

/** An escape such as "\uD800" makes a text that no JSON gives back. */
function brokenTexts(node: YamlNode): readonly Problem[] {
  const problems: Problem[] = [];
  const judge = (text: string, at: Position): void => {
    if (HALF_CHARACTER.test(text)) {
      problems.push({ at, message: 'the text contains half of a surrogate pair, which is not a character' });
    }
  };
  const visit = (part: YamlNode): void => {
    switch (part.kind) {
      case 'scalar':
        judge(part.text, part.at);
        break;
      case 'list':
        part.items.forEach(visit);
        break;
      case 'map':
        for (const { key, keyAt, value } of part.entries) {
          judge(key, keyAt);
          visit(value);
        }
    }
  };
  visit(node);
  return problems;
}

function extended({ tree }: Link): { readonly name: string; readonly at: Position } | undefined {
  const leaf = below(tree, 'extends');
  const name = textBelow(tree, 'extends');
  return name === undefined || leaf?.origin.at === undefined ? undefined : { name, at: leaf.origin.at };
}

export function environmentNames({ tree }: Link): readonly string[] {
  const environments = below(tree, 'environments');
  return environments?.kind === 'branch' ? [...environments.entries.keys()] : [];
}
