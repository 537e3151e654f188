import type { BuildRecord } from './build-record';
import { unknownFilter } from './filters';
import type { JsonObject } from './json';
import { Refusal } from './refusal';
import { Page, type Answer, type Call, type Resource } from './resource';

/** https://learn.microsoft.com/rest/api/azure/devops/build/builds */
export const buildResource: Resource = {
  area: 'build',
  name: 'Builds',
  id: '0cd358e1-9217-4d94-8269-1c1ee6f93dcf',
  template: '{project}/_apis/build/builds/{buildId}',
  answers: {
    GET: (call) =>
      call.route['buildId'] === undefined ? listed(call) : ofAnyBuild(call, (build) => buildJson(build, call)),
  },
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

/** Of the run itself; an earlier one shows only its build and its timeline. */
export function ofBuild(call: Call, answer: () => Answer): Answer {
  const id = call.route['buildId'] ?? '';
  return id === call.run.facts.buildId ? answer() : missing(id);
}

export function ofAnyBuild(call: Call, answer: (build: BuildRecord) => Answer): Answer {
  const id = call.route['buildId'] ?? '';
  const build = call.run.builds.find((candidate) => candidate.id === id);
  return build === undefined ? missing(id) : answer(build);
}

function missing(id: string): Refusal {
  return new Refusal(404, 'BuildNotFoundException', `The requested build ${id} could not be found.`);
}

function tags({ run }: Call): JsonObject {
  return { count: run.tags.size, value: [...run.tags] };
}

/** `QueueTimeDescending`, by name or by number: the only order that is known here. */
const NEWEST_FIRST = new Set(['4', 'queuetimedescending']);
const FILTERS = ['definitions', 'buildIds', 'branchName', 'repositoryId', 'repositoryType'];
const MOST = 1000;

function listed(call: Call): Page | Refusal {
  const { query } = call;
  const refusal = unknownFilter(query, [...FILTERS, '$top', 'continuationToken', 'queryOrder']);
  if (refusal !== undefined) {
    return refusal;
  }
  const order = query.get('queryOrder')?.toLowerCase();
  if (order !== undefined && !NEWEST_FIRST.has(order)) {
    return new Refusal(400, 'InvalidArgumentValueException', `The order '${order}' is not known here.`);
  }
  const found = call.run.builds.filter((build) => isWanted(build, query));
  const start = Number(query.get('continuationToken') ?? 0);
  const end = start + Math.min(Number(query.get('$top') ?? MOST), MOST);
  const items = found.slice(start, end).map((build) => buildJson(build, call));
  return new Page(items, end < found.length ? String(end) : undefined);
}

function isWanted({ id, definition, branch, repository }: BuildRecord, query: URLSearchParams): boolean {
  const has = (name: string, value: string): boolean =>
    query.get(name)?.toLowerCase().split(',').includes(value.toLowerCase()) ?? true;
  return (
    has('buildIds', id) &&
    has('definitions', String(definition.id)) &&
    has('branchName', branch) &&
    has('repositoryId', repository.id) &&
    has('repositoryType', REPOSITORY_TYPE)
  );
}

/** Every repository here counts as one in Azure Repos. */
const REPOSITORY_TYPE = 'TfsGit';

function buildJson(build: BuildRecord, { run, collection }: Call): JsonObject {
  const { project, projectId } = run.facts;
  const { id, number, definition, repository, commit, branch, status, result, startTime, finishTime } = build;
  return {
    id: Number(id),
    buildNumber: number,
    status,
    ...(result === undefined ? {} : { result }),
    queueTime: startTime,
    startTime,
    ...(finishTime === undefined ? {} : { finishTime }),
    uri: `vstfs:///Build/Build/${id}`,
    url: `${collection}${projectId}/_apis/build/Builds/${id}`,
    _links: { web: { href: `${collection}${projectId}/_build/results?buildId=${id}` } },
    definition: { id: definition.id, name: definition.name, path: '\\', type: 'build' },
    sourceBranch: branch,
    sourceVersion: commit,
    repository: { id: repository.id, type: REPOSITORY_TYPE, name: repository.name },
    project: { id: projectId, name: project, state: 'wellFormed' },
    tags: [...build.tags],
  };
}
