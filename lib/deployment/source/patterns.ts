import ignore from 'ignore';

/** Which paths of the source are deployed; folders end with a slash. */
export interface Patterns {
  readonly include: string | undefined;
  readonly exclude: string | undefined;
}

/** Never code of the commit, in a folder of any depth. */
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

  /** Whether a folder or file of this name is left out wherever it lies. */
  static isAlwaysOut(name: string): boolean {
    return ALWAYS_OUT.has(name);
  }

  takesFile(path: string): boolean {
    return this.#included(path) && !this.#excluded(path);
  }

  /** A folder that is left out as a whole need not be looked into. */
  skipsFolder(path: string): boolean {
    return this.#excluded(`${path}/`);
  }
}

function matcher(patterns: string): (path: string) => boolean {
  // As Git on Linux: a deployment must not depend on the system of the agent.
  const rules = ignore({ ignorecase: false }).add(patterns);
  return (path) => rules.ignores(path);
}
