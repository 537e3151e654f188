/** What the job next to the model found out: the contract `model-probe` of on-databricks/check/README.md, version 1. */
export interface Probe {
  /** The version of Python that ran, e.g. 3.11.7. */
  readonly python: string;
  /** Undefined unless asked for. */
  readonly prediction: Prediction | undefined;
  /** One for each function of `checks.py`, in the order of the file. */
  readonly checks: readonly CustomCheck[];
  /** Why `checks.py` gave no checks. */
  readonly checksProblem: string | undefined;
}

/** Why code of a model or a project came to no result. */
export const BREAKS = ['raised', 'exited', 'killed', 'timedOut', 'nonsense', 'noExample'] as const;
export type Break = (typeof BREAKS)[number];

export type Prediction =
  | {
      readonly outcome: 'ok';
      readonly seconds: number;
      readonly input: Extent;
      readonly output: Extent;
      /** Predictions that are NaN or nothing. */
      readonly missing: number;
    }
  | {
      readonly outcome: 'failed';
      readonly seconds: number;
      readonly reason: Break;
      readonly phase: 'load' | 'predict';
      /** Untrusted text on one line. */
      readonly message: string;
    };

export interface Extent {
  readonly type: string;
  readonly shape: readonly number[];
  /** Empty for what has no columns. */
  readonly columns: readonly string[];
}

export type CustomCheck = { readonly name: string; readonly seconds: number } & (
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly message: string }
  | { readonly outcome: 'error'; readonly reason: Break; readonly message: string }
);
