export interface InputContext {
  /** The input's name, for problems that point into its text. */
  readonly name: string;
  /** Reads a file of the agent; throws when it cannot. */
  readonly readFile: (path: string) => string;
}

export interface Complaint {
  /** Completes "Input 'x' …". */
  readonly what: string;
  readonly fix: string;
}

export type InputReading<T> = { readonly value: T } | { readonly complaints: readonly Complaint[] };

/** The part of task.json that the kind of an input decides. */
export interface Manifest {
  readonly type: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>>;
}

export interface InputText {
  readonly label: string;
  /** A sentence that ends in an example or a consequence; it becomes the documentation. */
  readonly help: string;
}

export type WithDefault<T> = InputText & { readonly default?: T };

export interface Input<T> extends InputText {
  /** How the documentation names the kind, e.g. "whole number". */
  readonly kind: string;
  readonly required: boolean;
  readonly defaultText?: string;
  /** The heading of the task assistant under which the input stands. */
  readonly section?: string;
  readonly manifest: Manifest;
  /** An address: what it holds beside scheme, host and path is masked before anything is logged. */
  readonly isAddress?: true;
  /** `text` is trimmed and not empty. */
  readonly read: (text: string, context: InputContext) => InputReading<T>;
}

/** The same input, which may be left out; the task then sees `undefined`. */
export function optional<T>(required: Input<T>): Input<T | undefined> {
  return { ...required, required: false };
}

export function base(
  text: WithDefault<boolean | number | string>,
): InputText & { required: boolean; defaultText?: string } {
  const { label, help } = text;
  return text.default === undefined
    ? { label, help, required: true }
    : { label, help, required: false, defaultText: String(text.default) };
}

export function refuse(what: string, fix: string): { complaints: readonly Complaint[] } {
  return { complaints: [{ what, fix }] };
}
