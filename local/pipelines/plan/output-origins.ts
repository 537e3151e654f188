import { pathsIn } from './expression-paths';
import { isNamed } from './plan';

/** What an expression reads of other jobs and stages, in words; `dependencies` are those of `kind`. */
export function originsOf(source: string, kind: 'job' | 'stage'): readonly string[] {
  return pathsIn(source).flatMap(({ path }) => originOf(path, kind) ?? []);
}

function originOf([root = '', ...rest]: readonly string[], kind: 'job' | 'stage'): string | undefined {
  if (isNamed(root, 'stageDependencies')) {
    const [stage, job, member, key] = rest;
    return member === undefined ? undefined : `${memberText(member, key)} of job ${job} in stage ${stage}`;
  }
  const [name, member, key] = rest;
  return isNamed(root, 'dependencies') && member !== undefined
    ? `${memberText(member, key)} of ${kind} ${name}`
    : undefined;
}

function memberText(member: string, key: string | undefined): string {
  return isNamed(member, 'outputs') && key !== undefined ? `output ${key}` : member;
}
