import type { JsonObject } from './json';
import { invalidArgument, Refusal } from './refusal';
import { objectIn, textIn, type Answer, type Call, type Resource } from './resource';
import type { CheckConfiguration } from './run-record';

const LONGEST_TIMEOUT_MINUTES = 43_200;

/** https://learn.microsoft.com/rest/api/azure/devops/approvalsandchecks/check-configurations */
export const checkResource: Resource = {
  area: 'pipelinesChecks',
  name: 'configurations',
  id: '86c8381e-5aee-4cde-8ae4-25c0c7f5eaea',
  template: '{project}/_apis/pipelines/checks/configurations/{id}',
  answers: {
    GET: (call) => (call.route['id'] === undefined ? listed(call) : ofCheck(call, (check) => checkJson(check, call))),
    POST: (call) => written(call, { id: call.run.nextCheckId(), version: 1 }),
    PATCH: (call) => ofCheck(call, ({ id, version }) => written(call, { id, version: version + 1 })),
    DELETE: (call) =>
      ofCheck(call, ({ id }) => {
        call.run.checks.delete(id);
        return undefined;
      }),
  },
};

function listed(call: Call): readonly JsonObject[] {
  const type = call.query.get('resourceType');
  const id = call.query.get('resourceId');
  return [...call.run.checks.values()]
    .filter(({ resource }) => (type ?? resource.type) === resource.type && (id ?? resource.id) === resource.id)
    .map((check) => checkJson(check, call));
}

function ofCheck(call: Call, answer: (check: CheckConfiguration) => Answer): Answer {
  const id = call.route['id'] ?? '';
  const check = call.run.checks.get(Number(id));
  return check === undefined
    ? new Refusal(404, 'CheckConfigurationNotFoundException', `Check configuration ${id} does not exist.`)
    : answer(check);
}

function written(call: Call, place: Pick<CheckConfiguration, 'id' | 'version'>): Answer {
  const { type, resource, settings, timeout } = objectIn(call.body);
  const typeId = textIn(objectIn(type)['id']) ?? '';
  const resourceType = textIn(objectIn(resource)['type']) ?? '';
  const resourceId = textIn(objectIn(resource)['id']) ?? '';
  if (typeId === '' || resourceType === '' || resourceId === '') {
    return invalidArgument("A check needs 'type.id', 'resource.type' and 'resource.id'.");
  }
  const minutes = Number(timeout ?? LONGEST_TIMEOUT_MINUTES);
  if (!(minutes >= 1 && minutes <= LONGEST_TIMEOUT_MINUTES)) {
    return invalidArgument(`The timeout of a check is in minutes, from 1 to ${LONGEST_TIMEOUT_MINUTES}.`);
  }
  const check: CheckConfiguration = {
    ...place,
    type: { id: typeId, name: textIn(objectIn(type)['name']) ?? '' },
    resource: { type: resourceType, id: resourceId },
    settings: settings ?? {},
    timeout: minutes,
  };
  call.run.checks.set(check.id, check);
  return checkJson(check, call);
}

/** Settings come only with `$expand=settings`, or in the answer to what was written. */
function checkJson({ id, version, type, resource, settings, timeout }: CheckConfiguration, call: Call): JsonObject {
  const isShown = call.body !== undefined || ['settings', '1'].includes(call.query.get('$expand') ?? '');
  return {
    id,
    version,
    type,
    resource,
    timeout,
    url: `${call.collection}${call.run.facts.projectId}/_apis/pipelines/checks/configurations/${id}`,
    ...(isShown ? { settings: settings as JsonObject } : {}),
  };
}
