import type { JsonObject } from '../../../../lib/core/lossless-json';
import { Fields } from '../../http/fields';
import { invalidParameter } from '../../http/refusal';
import { environmentOf, requireCompute, wheelsOf, type ComputeScope } from './compute';
import { runIfOf, type RunIf } from './run-if';
import type { ServerlessEnvironment } from './serverless-environment';
import { workOf, type Work } from './work';

/** One task of a job or of a one-time run, checked. */
export interface TaskSettings {
  readonly key: string;
  readonly work: Work;
  readonly dependsOn: readonly string[];
  readonly runIf: RunIf;
  /** 0 means no limit. */
  readonly timeoutSeconds: number;
  /** -1 means no limit. */
  readonly maxRetries: number;
  readonly minRetryIntervalMs: number;
  readonly retryOnTimeout: boolean;
  readonly isDisabled: boolean;
  /** Paths of the wheels that its cluster installs. */
  readonly wheels: readonly string[];
  readonly environment: ServerlessEnvironment | undefined;
  /** The task as the caller wrote it; responses repeat it. */
  readonly json: JsonObject;
}

const MAX_KEY_LENGTH = 100;

export function taskSettings(json: JsonObject, scope: ComputeScope): TaskSettings {
  const fields = new Fields(json);
  const key = fields.text('task_key');
  if (key.length > MAX_KEY_LENGTH || !/^[\w-]+$/.test(key)) {
    throw invalidParameter(
      `The task key '${key}' must consist of letters, digits, '_' and '-', at most ${MAX_KEY_LENGTH}.`,
    );
  }
  const work = workOf(key, fields);
  requireCompute({ key, fields, work }, scope);
  return {
    key,
    work,
    dependsOn: fields.objects('depends_on').map((dependency) => new Fields(dependency).text('task_key')),
    runIf: runIfOf(fields.optionalText('run_if')),
    timeoutSeconds: fields.wholeNumber('timeout_seconds') ?? 0,
    maxRetries: fields.wholeNumber('max_retries') ?? 0,
    minRetryIntervalMs: fields.wholeNumber('min_retry_interval_millis') ?? 0,
    wheels: wheelsOf(fields),
    environment: environmentOf(fields, scope),
    isDisabled: fields.flag('disabled'),
    retryOnTimeout: fields.flag('retry_on_timeout'),
    json,
  };
}
