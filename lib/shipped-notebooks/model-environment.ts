import type { ServerlessEnvironment } from '../runs/start/one-time-run';

/** The files in which MLflow keeps what a model needs, as texts. */
export interface ModelRequirements {
  /** `requirements.txt`; empty where the model has none. */
  readonly requirements: string;
  /** `python_env.yaml`; undefined where the model has none. */
  readonly pythonEnv: string | undefined;
}

export interface ModelEnvironment extends ServerlessEnvironment {
  /** Whether somebody asks for this version, whatever the model was made with. */
  readonly isAskedFor: boolean;
  /** The Python of that version, e.g. 3.11; undefined for a version that is not known here. */
  readonly python: string | undefined;
  /** The Python the model was made with, if it says so, e.g. 3.11.7. */
  readonly madeWith: string | undefined;
  /** Lines that no environment can take, since the file they name lies beside the model. */
  readonly dropped: readonly string[];
}

/** A version of the serverless environment with its Python 3. */
interface BaseVersion {
  readonly version: string;
  readonly minor: number;
}

/** The newest for each Python: https://learn.microsoft.com/azure/databricks/release-notes/serverless/environment-version/ */
const NEWEST: BaseVersion = { version: '5', minor: 12 };
const OLDEST: BaseVersion = { version: '1', minor: 10 };
const BASE_VERSIONS = [NEWEST, { version: '2', minor: 11 }, OLDEST];
const OTHER_VERSIONS = [
  { version: '3', minor: 12 },
  { version: '4', minor: 12 },
];
const NAMES_A_FILE = /^(?:-r|-c|--requirement|--constraint)\b/;

/**
 * The serverless environment in which the model can be loaded: its own requirements on the Python it was made with, or
 * on the version that somebody asks for, e.g. since their workspace has no other.
 */
export function modelEnvironment({ requirements, pythonEnv }: ModelRequirements, asked?: string): ModelEnvironment {
  const lines = requirementLines(requirements);
  const madeWith = /^\s*python:\s*["']?(\d+\.\d+[\w.]*)/m.exec(pythonEnv ?? '')?.[1];
  const wanted = madeWith === undefined ? undefined : Number(madeWith.split('.')[1]);
  const { version, minor } = asked === undefined ? nearestTo(wanted) : versionNamed(asked);
  return {
    version,
    isAskedFor: asked !== undefined,
    python: minor === undefined ? undefined : `3.${minor}`,
    madeWith,
    dependencies: lines.filter((line) => !NAMES_A_FILE.test(line)),
    dropped: lines.filter((line) => NAMES_A_FILE.test(line)),
  };
}

function versionNamed(version: string): { readonly version: string; readonly minor: number | undefined } {
  return { version, minor: [...BASE_VERSIONS, ...OTHER_VERSIONS].find((one) => one.version === version)?.minor };
}

/** The newest where the model does not say, the oldest where its Python is older than all of them. */
function nearestTo(wanted = NEWEST.minor): BaseVersion {
  return BASE_VERSIONS.find(({ minor }) => minor <= wanted) ?? OLDEST;
}

/** Without comments and blank lines; a backslash continues a line. */
function requirementLines(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}
