import type { PythonEnvironment } from '../python-environment/python-environment';
import type { OwnPackages, RunEnvironments } from '../python-environment/run-environments';
import type { Interpreter } from './python-program';
import type { WarmPython } from './warm-python';

const PACKAGES = /\b(?:spark|pyspark|mlflow|pandas|numpy|scipy|sklearn|pyarrow|databricks)\b|%sql\b/;

export interface Pythons {
  /** Without any packages. */
  readonly bare: string;
  /** With those that every run has. */
  readonly packaged: Pick<PythonEnvironment, 'interpreter' | 'ready'>;
  /** With some of a run's own. */
  readonly own: Pick<RunEnvironments, 'ready'>;
  readonly warm: Pick<WarmPython, 'address' | 'start'>;
}

/** Chooses the Python of a run; the first code that needs packages triggers their installation. */
export class Interpreters {
  readonly #pythons: Pythons;

  constructor(pythons: Pythons) {
    this.#pythons = pythons;
  }

  /** The Python with packages if it exists. Until then, only code that uses a package waits for it. */
  async for(code: string, ownPackages: OwnPackages | undefined): Promise<Interpreter> {
    const { bare, packaged, own, warm } = this.#pythons;
    if (ownPackages !== undefined) {
      const python = await own.ready(ownPackages);
      const isShared = python === packaged.interpreter && PACKAGES.test(code);
      return { python, warm: isShared ? warm.address : undefined };
    }
    if (!PACKAGES.test(code)) {
      return { python: packaged.interpreter ?? bare, warm: undefined };
    }
    return { python: await packaged.ready(), warm: warm.address };
  }

  /** Prepares for the next run that needs packages, but not during the first one, which it would slow down. */
  ended({ python }: Interpreter, code: string): void {
    const { packaged, warm } = this.#pythons;
    if (PACKAGES.test(code) && python === packaged.interpreter) {
      warm.start(python);
    }
  }
}
