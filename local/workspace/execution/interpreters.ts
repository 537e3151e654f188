import type { PythonEnvironment } from '../python-environment/python-environment';

const PACKAGES = /\b(?:spark|pyspark|mlflow|pandas|numpy|scipy|sklearn|pyarrow|databricks)\b|%sql\b/;

type PackagedPython = Pick<PythonEnvironment, 'interpreter' | 'ready'>;

/** Chooses the Python of a run, so that the packages are installed for the first code that needs them. */
export class Interpreters {
  readonly #bare: string;
  readonly #environment: PackagedPython;

  constructor(bare: string, environment: PackagedPython) {
    this.#bare = bare;
    this.#environment = environment;
  }

  /** The one with the packages once it is there; before that, only code that names one of them waits for it. */
  async for(code: string): Promise<string> {
    return this.#environment.interpreter ?? (PACKAGES.test(code) ? this.#environment.ready() : this.#bare);
  }
}
