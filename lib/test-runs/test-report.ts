/** What came of a test. An error is a failure outside of the test itself, such as in a fixture or an import. */
export type CaseOutcome = 'passed' | 'failed' | 'error' | 'skipped';

export interface Case {
  /** Module and class, e.g. tests.unit.test_features.TestScaling. */
  readonly group: string;
  readonly name: string;
  /** Where it failed, else where it is written; from the folder of the project. Empty if unknown. */
  readonly file: string;
  /** 0 if unknown. */
  readonly line: number;
  readonly seconds: number;
  readonly outcome: CaseOutcome;
  /** One line; empty for a passed test, and for every test when the log may show no text. */
  readonly message: string;
  readonly details: string;
}

export type End =
  | { readonly kind: 'finished' | 'crashed'; readonly status: number }
  /** The step's limit was reached. */
  | { readonly kind: 'timedOut' }
  /** Whoever started the tests went away. */
  | { readonly kind: 'stopped' }
  /** Something else wrote into the report. */
  | { readonly kind: 'disturbed' }
  | { readonly kind: 'missing'; readonly packages: readonly string[] }
  | { readonly kind: 'noPath' }
  | { readonly kind: 'oldPython' };

export interface RunningTest {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

export interface CoveredFile {
  /** From the folder of the project. */
  readonly file: string;
  readonly hit: readonly number[];
  readonly missed: readonly number[];
}

export interface TestReport {
  readonly python: string;
  /** Path of the interpreter. */
  readonly executable: string;
  /** Such as "pytest 9.2.0". */
  readonly runner: string;
  /** The folder from which the tests import; empty if the tests never began. */
  readonly project: string;
  /** Milliseconds since the epoch, by the clock of the machine. */
  readonly startedAt: number;
  readonly seconds: number;
  readonly end: End;
  /** How many tests were to run; undefined if that was never known. */
  readonly selected: number | undefined;
  /** The test that ran last and did not end. */
  readonly running: RunningTest | undefined;
  readonly cases: readonly Case[];
  readonly coverage: readonly CoveredFile[];
  /** The last lines printed. */
  readonly output: string;
}
