import type { JsonObject } from './json';
import { Refusal } from './refusal';
import type { Answer, Call, Resource } from './resource';

/** https://learn.microsoft.com/rest/api/azure/devops/build/builds/get */
export const buildResource: Resource = {
  area: 'build',
  name: 'Builds',
  id: '0cd358e1-9217-4d94-8269-1c1ee6f93dcf',
  template: '{project}/_apis/build/builds/{buildId}',
  answers: { GET: (call) => (call.route['buildId'] === undefined ? [build(call)] : ofBuild(call, () => build(call))) },
};

/** https://learn.microsoft.com/rest/api/azure/devops/build/tags */
export const tagResource: Resource = {
  area: 'build',
  name: 'tags',
  id: '6e6114b2-8161-44c8-8f6c-c5505782427f',
  template: '{project}/_apis/build/builds/{buildId}/tags/{tag}',
  answers: {
    GET: (call) => ofBuild(call, () => tags(call)),
    PUT: (call) =>
      ofBuild(call, () => {
        call.run.tags.add(call.route['tag'] ?? '');
        return tags(call);
      }),
    DELETE: (call) =>
      ofBuild(call, () => {
        call.run.tags.delete(call.route['tag'] ?? '');
        return tags(call);
      }),
  },
};

export function ofBuild(call: Call, answer: () => Answer): Answer {
  const id = call.route['buildId'] ?? '';
  return id === call.run.facts.buildId
    ? answer()
    : new Refusal(404, 'BuildNotFoundException', `The requested build ${id} could not be found.`);
}

function tags({ run }: Call): JsonObject {
  return { count: run.tags.size, value: [...run.tags] };
}

function build({ run, collection }: Call): JsonObject {
  const { buildId, project, projectId, pipeline } = run.facts;
  return {
    id: Number(buildId),
    buildNumber: run.buildNumber,
    status: 'inProgress',
    uri: `vstfs:///Build/Build/${buildId}`,
    url: `${collection}${projectId}/_apis/build/Builds/${buildId}`,
    definition: { id: 1, name: pipeline },
    project: { id: projectId, name: project, state: 'wellFormed' },
    tags: [...run.tags],
  };
}
