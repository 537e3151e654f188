import type { Named, Names } from '../expressions/evaluate';
import type { Value } from '../expressions/value';
import type { Findings } from '../read/finding';
import type { Mapping, Node, Origin } from '../read/node';
import type { Role } from '../schema/roles';
import type { Budget } from './budget';
import type { Files } from './load-file';
import type { FilePlace } from './sources';
import type { TemplateVariables } from './template-variables';

/** What the whole expansion shares. */
export interface Run {
  readonly findings: Findings;
  readonly budget: Budget;
  readonly files: Files;
  /** The aliases of `resources.repositories`. */
  readonly repositories: ReadonlySet<string>;
  /** Variables that a run has before any file is read. */
  readonly predefined: readonly (readonly [name: string, value: string])[];
  /** Includes what a reference to a template names. Passed in, since templates hold trees and trees hold references. */
  readonly include: (reference: Mapping, role: Role, scope: Scope) => readonly Node[];
}

/** What holds at one point of one file. */
export interface Scope {
  readonly run: Run;
  readonly file: FilePlace;
  /** The reference that included this file. */
  readonly via: Origin | undefined;
  readonly depth: number;
  readonly parameters: Named;
  readonly variables: TemplateVariables;
  /** The names that loops around this point have given. */
  readonly locals: ReadonlyMap<string, Named>;
}

export const NO_LOCALS: Scope['locals'] = new Map();

/** Looked up where it is asked for: an expression in a loop names one of many. */
export function namesIn({ parameters, variables, locals }: Scope): Names {
  return {
    get: (name) => (name === 'parameters' ? parameters : name === 'variables' ? variables.named : locals.get(name)),
    keys: () => new Set(['parameters', 'variables', ...locals.keys()]).keys(),
  };
}

export function withLocal(scope: Scope, name: string, value: Value): Scope {
  return { ...scope, locals: new Map([...scope.locals, [name.toLowerCase(), { value }]]) };
}

/** A position in a file, together with what included the file. */
export function stamped(at: Origin, { via }: Scope): Origin {
  // Every piece is stamped; naming the members takes a fraction of the time of a spread.
  return via === undefined || at.via !== undefined ? at : { file: at.file, line: at.line, column: at.column, via };
}
