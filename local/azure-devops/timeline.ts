import type { BuildRecord } from './build-record';
import { ofAnyBuild } from './builds';
import type { JsonObject } from './json';
import { Refusal } from './refusal';
import type { Call, Resource } from './resource';
import type { TimelineRecord } from './timeline-record';

/** https://learn.microsoft.com/rest/api/azure/devops/build/timeline/get */
export const timelineResource: Resource = {
  area: 'build',
  name: 'Timeline',
  id: '8baac422-4c6e-4de5-8532-db96d92acffa',
  template: '{project}/_apis/build/builds/{buildId}/timeline/{timelineId}',
  answers: {
    GET: (call) =>
      ofAnyBuild(call, (build) => {
        const id = call.route['timelineId'];
        return id === undefined || id.toLowerCase() === call.run.facts.planId.toLowerCase()
          ? timeline(build, call)
          : new Refusal(404, 'TimelineNotFoundException', `Timeline ${id} was not found.`);
      }),
  },
};

function timeline(build: BuildRecord, { run, collection }: Call): JsonObject {
  const { planId, projectId } = run.facts;
  const records = build.timeline.map(recordJson);
  return {
    id: planId,
    changeId: records.length,
    url: `${collection}${projectId}/_apis/build/builds/${build.id}/Timeline/${planId}`,
    records,
  };
}

function recordJson({ issues = [], ...record }: TimelineRecord): JsonObject {
  return {
    ...record,
    parentId: record.parentId ?? null,
    result: record.result ?? null,
    identifier: record.identifier ?? null,
    startTime: record.startTime ?? null,
    finishTime: record.finishTime ?? null,
    errorCount: issues.filter(({ type }) => type === 'error').length,
    warningCount: issues.filter(({ type }) => type === 'warning').length,
    issues: issues.map(({ type, message }) => ({ type, message })),
  };
}
