import { invalidParameter } from '../../http/refusal';

const RUN_IFS = [
  'ALL_SUCCESS',
  'AT_LEAST_ONE_SUCCESS',
  'NONE_FAILED',
  'ALL_DONE',
  'AT_LEAST_ONE_FAILED',
  'ALL_FAILED',
] as const;

/** The condition on its dependencies that starts a task. */
export type RunIf = (typeof RUN_IFS)[number];

export function runIfOf(text = 'ALL_SUCCESS'): RunIf {
  const runIf = RUN_IFS.find((known) => known === text);
  if (runIf === undefined) {
    throw invalidParameter(`run_if must be one of ${RUN_IFS.join(', ')}, not '${text}'.`);
  }
  return runIf;
}
