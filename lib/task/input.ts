export interface InputContext {
  /** The input's name, for messages with a position in its text. */
  readonly name: string;
  /** Reads a file on the agent; throws on failure. */
  readonly readFile: (path: string) => string;
}

export interface Complaint {
  /** Completes "Input 'x' …". */
  readonly what: string;
  readonly fix: string;
}

export type InputReading<T> = { readonly value: T } | { readonly complaints: readonly Complaint[] };

/** The part of task.json that depends on the kind of the input. */
export interface Manifest {
  readonly type: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string | boolean>>;
}

/** Shown in the editor if another input, a list, has one of these values. */
export interface Condition {
  readonly input: string;
  readonly isOneOf: readonly string[];
}

/** A heading in the editor. */
export interface Section {
  readonly title: string;
  readonly shownWhen?: Condition;
}

export interface InputText {
  readonly label: string;
  /** A sentence that ends with an example or a consequence; it becomes the documentation. */
  readonly help: string;
  /** Other names that pipelines may use for the input. */
  readonly aliases?: readonly string[];
}

export type WithDefault<T> = InputText & { readonly default?: T };

/** Where `configFile` has the value of an input. */
export interface ProjectSource {
  /** Paths in the effective configuration. The first one fills an empty input; a given value must equal one of them. */
  readonly paths: readonly string[];
  /** If one of these inputs is set, the file is ignored. */
  readonly unless?: readonly string[];
  /** A given value that does not match is not compared with the file, e.g. a copy instead of a place. */
  readonly governs?: RegExp;
  /** A rule that an input may tighten and never loosen, not even where the file leaves it at its default. */
  readonly isPolicy?: true;
  /** A relative path; a given path must end with it. */
  readonly isRelative?: true;
  /** A given list is added to that of the file. */
  readonly adds?: true;
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
  /** A URL: everything except scheme, host and path is masked before the first log line. */
  readonly isAddress?: true;
  /** `text` is trimmed and not empty. */
  readonly read: (text: string, context: InputContext) => InputReading<T>;
}

/** The same input, but optional; the task then gets `undefined`. */
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
