import ignore from 'ignore';

/** Selects the paths to deploy; folders end with a slash. */
export interface Patterns {
  readonly include: string | undefined;
  readonly exclude: string | undefined;
}

/** Never code of the commit, at any depth. */
const ALWAYS_OUT = new Set([
  '.git',
  '.venv',
  '.databricks',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.tox',
  '__pycache__',
  'node_modules',
]);

export class Selection {
  readonly #included: (path: string) => boolean;
  readonly #excluded: (path: string) => boolean;

  constructor({ include, exclude }: Patterns) {
    this.#included = include === undefined ? () => true : matcher(include);
    this.#excluded = exclude === undefined ? () => false : matcher(exclude);
  }

  /** Whether a folder or file of this name is always excluded. */
  static isAlwaysOut(name: string): boolean {
    return ALWAYS_OUT.has(name);
  }

  takesFile(path: string): boolean {
    return this.#included(path) && !this.#excluded(path);
  }

  /** Skips folders that are excluded as a whole. */
  skipsFolder(path: string): boolean {
    return this.#excluded(`${path}/`);
  }
}

function matcher(patterns: string): (path: string) => boolean {
  // Case-sensitive, as Git on Linux: a deployment must not depend on the agent's system.
  const rules = ignore({ ignorecase: false }).add(patterns);
  return (path) => rules.ignores(path);
}
