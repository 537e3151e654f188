import type { DefinitionRecord } from './build-record';
import { unknownFilter } from './filters';
import type { JsonObject } from './json';
import { Refusal } from './refusal';
import type { Answer, Call, Resource } from './resource';

/** https://learn.microsoft.com/rest/api/azure/devops/build/definitions */
export const definitionResource: Resource = {
  area: 'build',
  name: 'definitions',
  id: 'dbeaf647-6167-421a-bda9-c9327b25e2e6',
  template: '{project}/_apis/build/definitions/{definitionId}',
  answers: { GET: (call) => (call.route['definitionId'] === undefined ? listed(call) : single(call)) },
};

function listed(call: Call): Answer {
  const { query } = call;
  const refusal = unknownFilter(query, ['name', '$top', 'continuationToken']);
  const name = query.get('name')?.toLowerCase();
  return (
    refusal ??
    known(call)
      .filter((one) => name === undefined || one.name.toLowerCase() === name)
      .map(json)
  );
}

function single(call: Call): Answer {
  const id = call.route['definitionId'] ?? '';
  const found = known(call).find((one) => String(one.id) === id);
  return found === undefined
    ? new Refusal(404, 'DefinitionNotFoundException', `The requested build definition ${id} could not be found.`)
    : json(found);
}

/** A pipeline exists here as soon as it has run once. */
function known({ run }: Call): readonly DefinitionRecord[] {
  return [...new Map(run.builds.map(({ definition }) => [definition.id, definition])).values()];
}

function json({ id, name }: DefinitionRecord): JsonObject {
  return { id, name, path: '\\', type: 'build', queueStatus: 'enabled', revision: 1 };
}
