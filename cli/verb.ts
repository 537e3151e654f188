/** One verb of the command line, with its help texts. */
export interface Verb {
  readonly name: string;
  /** One line in the list of verbs. */
  readonly summary: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** Lines of the help. */
  readonly description: readonly string[];
  /** Meaning of each option without a value. */
  readonly options: Readonly<Record<string, string>>;
  /** Meaning of each option with a value, which may be repeated. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly example: string;
  /** Returns the exit code. */
  readonly run: (words: Words) => number | Promise<number>;
}

/** The arguments that follow the verb. */
export interface Words {
  readonly positionals: readonly string[];
  readonly options: ReadonlySet<string>;
  readonly settings: ReadonlyMap<string, readonly string[]>;
}
