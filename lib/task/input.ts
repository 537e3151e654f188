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

/** Where the file of `configFile` says the value of an input. */
export interface ProjectSource {
  /** Paths in the effective configuration. The first one fills an empty input; a given one has to agree with one of them. */
  readonly paths: readonly string[];
  /** With one of these inputs set, the file does not count. */
  readonly unless?: readonly string[];
  /** A given value that does not match is none of the file's business, such as a copy among places. */
  readonly governs?: RegExp;
  /** A rule that an input may tighten and never loosen, not even where the file leaves it at its default. */
  readonly isPolicy?: true;
  /** A relative path, with which a given path has to end. */
  readonly isRelative?: true;
}

export interface Input<T> extends InputText {
  /** How the documentation names the kind, e.g. "whole number". */
  readonly kind: string;
  readonly required: boolean;
  readonly defaultText?: string;
  readonly section?: Section;
  readonly shownWhen?: Condition;
  readonly manifest: Manifest;
  readonly project?: ProjectSource;
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
