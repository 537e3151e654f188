import type { PythonEnvironment } from '../python-environment/python-environment';
import type { Interpreter } from './python-program';
import type { WarmPython } from './warm-python';

const PACKAGES = /\b(?:spark|pyspark|mlflow|pandas|numpy|scipy|sklearn|pyarrow|databricks)\b|%sql\b/;

type PackagedPython = Pick<PythonEnvironment, 'interpreter' | 'ready'>;

/** Chooses the Python of a run, so that the packages are installed for the first code that needs them. */
export class Interpreters {
  readonly #bare: string;
  readonly #environment: PackagedPython;
  readonly #warm: Pick<WarmPython, 'address' | 'start'>;

  constructor(bare: string, environment: PackagedPython, warm: Pick<WarmPython, 'address' | 'start'>) {
    this.#bare = bare;
    this.#environment = environment;
    this.#warm = warm;
  }

  /** The one with the packages once it is there; before that, only code that names one of them waits for it. */
  async for(code: string): Promise<Interpreter> {
    if (!PACKAGES.test(code)) {
      return { python: this.#environment.interpreter ?? this.#bare, warm: undefined };
    }
    return { python: await this.#environment.ready(), warm: this.#warm.address };
  }

  /** Gets ready for the next run that needs the packages; while the first one runs, that would slow it down. */
  ended({ python }: Interpreter, code: string): void {
    if (PACKAGES.test(code)) {
      this.#warm.start(python);
    }
  }
}
