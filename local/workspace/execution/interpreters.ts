import type { PythonEnvironment } from '../python-environment/python-environment';
import type { Interpreter } from './python-program';
import type { WarmPython } from './warm-python';

const PACKAGES = /\b(?:spark|pyspark|mlflow|pandas|numpy|scipy|sklearn|pyarrow|databricks)\b|%sql\b/;

type PackagedPython = Pick<PythonEnvironment, 'interpreter' | 'ready'>;

/** Chooses the Python of a run; the first code that needs packages triggers their installation. */
export class Interpreters {
  readonly #bare: string;
  readonly #environment: PackagedPython;
  readonly #warm: Pick<WarmPython, 'address' | 'start'>;

  constructor(bare: string, environment: PackagedPython, warm: Pick<WarmPython, 'address' | 'start'>) {
    this.#bare = bare;
    this.#environment = environment;
    this.#warm = warm;
  }

  /** The Python with packages if it exists. Until then, only code that uses a package waits for it. */
  async for(code: string): Promise<Interpreter> {
    if (!PACKAGES.test(code)) {
      return { python: this.#environment.interpreter ?? this.#bare, warm: undefined };
    }
    return { python: await this.#environment.ready(), warm: this.#warm.address };
  }

  /** Prepares for the next run that needs packages, but not during the first one, which it would slow down. */
  ended({ python }: Interpreter, code: string): void {
    if (PACKAGES.test(code)) {
      this.#warm.start(python);
    }
  }
}
