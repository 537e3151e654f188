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
  readonly properties?: Readonly<Record<string, string | boolean>>;
}

/** When the editor shows something: another input, a list, has one of these values. */
export interface Condition {
  readonly input: string;
  readonly isOneOf: readonly string[];
}

/** A heading of the editor. */
export interface Section {
  readonly title: string;
  readonly shownWhen?: Condition;
}

export interface InputText {
  readonly label: string;
  /** A sentence that ends in an example or a consequence; it becomes the documentation. */
  readonly help: string;
  /** Other names that pipelines may use for the input. */
  readonly aliases?: readonly string[];
}

export type WithDefault<T> = InputText & { readonly default?: T };

export interface Input<T> extends InputText {
  /** How the documentation names the kind, e.g. "whole number". */
  readonly kind: string;
  readonly required: boolean;
  readonly defaultText?: string;
  readonly section?: Section;
  readonly shownWhen?: Condition;
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
  const { label, help, aliases } = text;
  const words = { label, help, ...(aliases && { aliases }) };
  return text.default === undefined
    ? { ...words, required: true }
    : { ...words, required: false, defaultText: String(text.default) };
}

export function refuse(what: string, fix: string): { complaints: readonly Complaint[] } {
  return { complaints: [{ what, fix }] };
}
