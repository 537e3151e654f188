import { UserError } from '../../core/errors';
import { isJsonObject, toJson, type Json, type JsonObject } from '../../core/lossless-json';

/** Libraries in API format as lines of a serverless environment, which supports only Python packages. */
export function environmentDependencies(libraries: readonly Json[]): readonly string[] {
  return libraries.map((library) => {
    const dependency = isJsonObject(library) ? dependencyOf(library) : undefined;
    if (dependency === undefined) {
      throw new UserError('LIBRARIES_REFUSED', {
        what: `Library ${toJson(library)} cannot be installed on serverless compute, which takes 'pypi' without 'repo', 'whl' and 'requirements'.`,
        fix: "Remove it from 'libraries', or set 'newCluster' or 'existingClusterId'.",
      });
    }
    return dependency;
  });
}

function dependencyOf({ pypi, whl, requirements, ...others }: JsonObject): string | undefined {
  if (Object.keys(others).length > 0) {
    return undefined;
  }
  if (isJsonObject(pypi)) {
    return typeof pypi['package'] === 'string' && pypi['repo'] === undefined ? pypi['package'] : undefined;
  }
  return typeof whl === 'string' ? whl : typeof requirements === 'string' ? `-r ${requirements}` : undefined;
}
