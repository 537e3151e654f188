import { canonicalJson } from '../../contracts/canonical-json';
import type { PROBLEM_KINDS } from '../../contracts/evaluation';
import { sha256Hex } from '../../core/node/hash';
import type { HostedRegistry } from '../../shipped-notebooks/registry-uri';

/** A version to score. */
export interface EvaluatedModel {
  /** Full name of the registered model. */
  readonly name: string;
  readonly version: string;
  /** `models:/name/version`. */
  readonly uri: string;
  readonly registry: HostedRegistry;
}

export type RowSource = { readonly table: string } | { readonly path: string } | { readonly query: string };

export interface RequestedDataSet {
  readonly name: string;
  readonly role: 'decides' | 'guards';
  readonly source: RowSource;
  readonly rows: number;
  readonly seed: number;
}

export interface RequestedMetric {
  readonly metric: string;
  readonly direction: 'higher' | 'lower';
  /** Margins in percent, as signed shares of the champion's value. */
  readonly margins: readonly number[];
}

/** What Python is asked: on-databricks/evaluate/request.py reads it. */
export interface EvaluationRequest {
  readonly kind: 'evaluation-request';
  readonly version: 1;
  readonly problem: (typeof PROBLEM_KINDS)[number];
  readonly candidate: EvaluatedModel;
  readonly champion?: EvaluatedModel;
  readonly dataSets: readonly RequestedDataSet[];
  readonly columns: {
    readonly label: string;
    readonly positiveClass?: string;
    readonly key?: string;
    readonly weight?: string;
    readonly unit?: string;
    readonly time?: string;
  };
  readonly slices: readonly { readonly column: string }[];
  readonly windows?: { readonly column: string; readonly by: 'day' | 'week' | 'month' | 'quarter' | 'year' };
  readonly fairness?: { readonly groups: readonly string[]; readonly rates: readonly string[] };
  readonly metrics: readonly RequestedMetric[];
  readonly prediction?: string;
  readonly threshold: number;
  readonly baseline?: 'majority' | 'mean' | { readonly column: string };
}

/** The same rows, versions and metrics have the same text, wherever rows are stored meanwhile. */
export function requestText(request: EvaluationRequest): string {
  return canonicalJson(request);
}

export function requestSha256(request: EvaluationRequest): string {
  return sha256Hex(requestText(request));
}

/** What an answer has to be about. */
export interface Expected {
  readonly request: EvaluationRequest;
  readonly requestSha256: string;
}
