/** One thing that the command line does, with every word that its help says about it. */
export interface Verb {
  readonly name: string;
  /** One line in the list of verbs. */
  readonly summary: string;
  /** What follows the name. */
  readonly usage: string;
  /** Lines, as the help prints them. */
  readonly description: readonly string[];
  /** What each option means that stands alone. */
  readonly options: Readonly<Record<string, string>>;
  /** What each option means that a value follows; it may stand there several times. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly example: string;
  /** The answer is the exit code. */
  readonly run: (words: Words) => number;
}

/** What stands behind the verb. */
export interface Words {
  readonly positionals: readonly string[];
  readonly options: ReadonlySet<string>;
  readonly settings: ReadonlyMap<string, readonly string[]>;
}
