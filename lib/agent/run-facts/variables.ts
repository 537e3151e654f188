import * as agent from 'azure-pipelines-task-lib/task';

/** The value of the first variable that has one, and the names that were read; empty if none has a value. */
export interface FoundVariable {
  readonly value: string;
  readonly names: readonly string[];
}

export function first(...names: readonly string[]): FoundVariable {
  const found = names.find((name) => text(name) !== '');
  return found === undefined ? { value: '', names } : { value: text(found), names: [found] };
}

export function text(name: string): string {
  return agent.getVariable(name) ?? '';
}

/** The number of the pull request whose merge branch this is. */
export function pullRequestIn({ value }: FoundVariable): string | undefined {
  return /^refs\/pull\/(\d+)\//.exec(value)?.[1];
}
