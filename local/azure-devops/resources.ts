import { approvalResource } from './approvals';
import { artifactResource } from './artifacts';
import { buildResource, tagResource } from './builds';
import { checkResource } from './checks';
import { definitionResource } from './definitions';
import { identityTokenResource } from './identity-token-route';
import type { JsonObject } from './json';
import { pullRequestResource } from './pull-requests';
import type { Resource } from './resource';
import { testResultResource, testRunResource } from './test-runs';
import { timelineResource } from './timeline';

/** Clients look every area up here before their first call; this one has nothing in other places. */
const areaResource: Resource = {
  area: 'Location',
  name: 'ResourceAreas',
  id: 'e81700f7-3be2-46de-8624-2eb35882fcaa',
  template: '_apis/ResourceAreas',
  answers: { GET: () => [] },
};

const RESOURCES: readonly Resource[] = [
  areaResource,
  buildResource,
  tagResource,
  definitionResource,
  timelineResource,
  artifactResource,
  testRunResource,
  testResultResource,
  approvalResource,
  checkResource,
  identityTokenResource,
  pullRequestResource,
];

/** What the service says to `OPTIONS _apis/{area}`; without an area it tells of all. */
export function locations(area: string): readonly JsonObject[] {
  return RESOURCES.filter((resource) => area === '' || resource.area.toLowerCase() === area.toLowerCase()).map(
    ({ id, area: own, name, template }) => ({
      id,
      area: own,
      resourceName: name,
      routeTemplate: template,
      resourceVersion: 1,
      minVersion: '1.0',
      maxVersion: '7.2',
      releasedVersion: '7.1',
    }),
  );
}

export interface FoundResource {
  readonly resource: Resource;
  readonly route: Readonly<Record<string, string>>;
}

/** Segments are compared in any case, as the service does. */
export function resourceAt(path: string): FoundResource | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  for (const resource of RESOURCES) {
    const route = matched(resource.template.split('/'), segments);
    if (route !== undefined) {
      return { resource, route };
    }
  }
  return undefined;
}

function matched(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const mayBeShorter = /^\{.*\}$/.test(template.at(-1) ?? '') ? 1 : 0;
  if (segments.length > template.length || segments.length < template.length - mayBeShorter) {
    return undefined;
  }
  const route: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = template[index] ?? '';
    const name = /^\{(.*)\}$/.exec(part)?.[1];
    if (name !== undefined) {
      route[name] = segment;
    } else if (part.toLowerCase() !== segment.toLowerCase()) {
      return undefined;
    }
  }
  return route;
}
