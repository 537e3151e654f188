import type { JsonObject } from '../../../../lib/core/lossless-json';
import { Fields } from '../../http/fields';
import { invalidParameter } from '../../http/refusal';

/** What a serverless task finds installed. */
export interface ServerlessEnvironment {
  readonly version: string;
  /** Lines of a requirements file. */
  readonly dependencies: readonly string[];
}

/** https://learn.microsoft.com/azure/databricks/release-notes/serverless/environment-version/ */
const VERSIONS: readonly string[] = ['1', '2', '3', '4', '5', '6'];

/** The environments that a job or a one-time run defines, by their keys. */
export function environmentsOf(settings: Fields): ReadonlyMap<string, ServerlessEnvironment> {
  return new Map(settings.objects('environments').map(namedEnvironment));
}

function namedEnvironment(json: JsonObject): readonly [string, ServerlessEnvironment] {
  const fields = new Fields(json);
  const key = fields.text('environment_key');
  const spec = new Fields(fields.object('spec') ?? {});
  return [key, { version: versionOf(key, spec), dependencies: spec.texts('dependencies') ?? [] }];
}

/** `client` is the older name of `environment_version`. */
function versionOf(key: string, spec: Fields): string {
  if (spec.has('base_environment')) {
    throw invalidParameter(`The workspace stand-in has no base environments (environment ${key}).`);
  }
  const version = spec.optionalText('environment_version') ?? spec.optionalText('client');
  if (version === undefined) {
    throw invalidParameter(`Environment ${key} must specify environment_version.`);
  }
  if (!VERSIONS.includes(version)) {
    throw invalidParameter(
      `Environment version ${version} of environment ${key} is not supported. Supported versions: ${VERSIONS.join(', ')}.`,
    );
  }
  return version;
}
