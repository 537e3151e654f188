import type { Input } from './input';
import * as plainInputs from './plain-inputs';
import * as yamlInputs from './yaml-inputs';

export const input = { ...plainInputs, ...yamlInputs } as const;
export { optional } from './input';

// `unknown` would lose the inferred value types; a reading is only ever produced, so this stays sound.
export type Inputs = Readonly<Record<string, Input<unknown>>>;
/** Output name → its meaning. */
export type Outputs = Readonly<Record<string, string>>;

/** Clients that a task can declare; `lib/agent` builds exactly these. */
export type ClientName = 'workspace' | 'login' | 'registry' | 'azureDevOps';

/** A condition between inputs. It counts only inputs that the step sets and that have no default. */
export type Rule<N extends string> =
  | { readonly kind: 'atMostOne'; readonly of: readonly N[] }
  /** If `unless` is set, none of them is allowed too. */
  | { readonly kind: 'exactlyOne'; readonly of: readonly N[]; readonly unless?: N }
  | { readonly kind: 'needs'; readonly input: N; readonly needs: N; readonly because: string }
  | { readonly kind: 'onlyWith'; readonly inputs: readonly N[]; readonly with: readonly N[]; readonly because: string };

export interface TaskDefinition {
  /** Never change it: pipelines refer to the task by it. */
  readonly id: string;
  readonly name: string;
  readonly major: number;
  /** At most 40 characters. */
  readonly friendlyName: string;
  readonly summary: string;
  /** Default display name of a step; may contain `$(inputName)`. */
  readonly instanceName: string;
  readonly inputs: Inputs;
  readonly rules: readonly Rule<string>[];
  readonly outputs: Outputs;
  readonly clients: readonly ClientName[];
  /** Files below `on-databricks/` that ship beside the bundle, for `TaskHost.shippedFile`. */
  readonly ships?: readonly string[];
  /** Environment variables that a step may set for the task, such as credentials. */
  readonly environment?: readonly string[];
  /** Set when `postjob.ts` cleans up after the job. */
  readonly postJob?: true;
  /** Values from the main step for the post-job step. */
  readonly taskVariables?: readonly string[];
}

/** A definition that keeps the names and types of its inputs and outputs. */
export interface TypedDefinition<I, O, C> extends Omit<TaskDefinition, 'inputs' | 'outputs' | 'clients'> {
  readonly inputs: I;
  readonly outputs: O;
  readonly clients: readonly C[];
}

/** Keeps the types; a rule about an input that does not exist does not compile. */
export function defineTask<const I extends Inputs, const O extends Outputs, const C extends ClientName>(
  definition: TypedDefinition<I, O, C> & { readonly rules: readonly Rule<keyof I & string>[] },
): TypedDefinition<I, O, C> {
  return definition;
}

type ValueOf<I> = I extends Input<infer T> ? T : never;

/** The values of a task's inputs, by name. */
export type InputsOf<D extends { readonly inputs: Inputs }> = {
  readonly [K in keyof D['inputs']]: ValueOf<D['inputs'][K]>;
};

/** What a task must return: every output, as text. */
export type OutputsOf<D extends { readonly outputs: Outputs }> = { readonly [K in keyof D['outputs']]: string };
