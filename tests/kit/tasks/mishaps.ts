import type { Fault } from '../../../local/workspace/http/fault';

type Mishap = readonly [what: string, fault: Fault];

/** Temporary faults: a repeated request succeeds. */
export const PASSING: readonly Mishap[] = [
  ['is throttled', { status: 429, headers: { 'Retry-After': '2' } }],
  ['meets an unavailable service', { status: 503, times: 2 }],
  ['is reset before it arrives', { reset: true }],
];

/** The same for a change, which may have been made although its response was lost. */
export const PASSING_CHANGES: readonly Mishap[] = [
  ['loses its answer', { reset: true, after: true }],
  ['is answered by a 503 after the change', { status: 503, after: true }],
  ...PASSING,
];

export const DENIED: Fault = { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'not yours' } };

/** Leaves the time to cancel the pipeline, the change being made. */
export const UNHEARD: Fault = { status: 503, after: true, headers: { 'Retry-After': '25' } };

/** The text of a version's description; in the workspace registry, only the address to read it at. */
export const READS_ML_MODEL = /\/MLmodel$|\/get-signed-download-uri$/;

export const SETS_TAG = /(?:registered-models|model-versions)\/(?:set-tag|tags)$/;

/** Lets version 1 have another status for the next looks at it. */
export function statusFault(kind: 'unityCatalog' | 'workspace' | 'mlflow', status: string): Fault {
  return kind === 'unityCatalog'
    ? { method: 'GET', path: /\/versions\/1$/, merge: { status } }
    : { method: 'GET', path: /\/model-versions\/get$/, merge: { model_version: { status } } };
}
