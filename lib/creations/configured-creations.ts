import type { Created } from '../contracts/creation';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../core/lossless-json';
import { sha256Hex } from '../core/node/hash';
import { pullRequestSuffix } from '../project/pull-request';
import type { TaskHost } from '../task/host';
import { pullRequestOf } from '../task/pull-request';

/** What training may create by its configuration: the tables and the experiment that are named after this pull request. */
export function configuredCreations({ facts, project }: TaskHost): readonly Created[] {
  const pullRequest = pullRequestOf(facts);
  if (pullRequest === undefined || project === undefined) {
    return [];
  }
  const suffix = pullRequestSuffix(pullRequest, sha256Hex);
  const { data, model } = project.configuration;
  const { experiment }: JsonObject = isJsonObject(model) ? model : {};
  return [
    ...textsIn(data)
      .filter((text) => text.replace(/`$/, '').endsWith(suffix) && !text.includes('/'))
      .map((name) => ({ kind: 'table' as const, name })),
    ...textsIn(experiment)
      .filter((name) => name.endsWith(suffix))
      .map((name) => ({ kind: 'experiment' as const, name })),
  ];
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (isJsonList(value)) {
    return value.flatMap(textsIn);
  }
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
