import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Fields } from '../http/fields';
import { Refusal } from '../http/refusal';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Directory, Group } from '../identity/directory';

const PATH = '/api/2.0/preview/scim/v2/Groups';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** SCIM groups of the account. */
export function groupRoutes(directory: Directory): readonly Route[] {
  return [
    {
      method: 'GET',
      path: PATH,
      answer({ query }) {
        const matching = directory.groups.filter(filterOf(query.optionalText('filter')));
        const { start, count } = windowOf(query);
        const listed = matching.slice(start - 1, start - 1 + count);
        return json({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
          totalResults: matching.length,
          startIndex: start,
          itemsPerPage: listed.length,
          Resources: listed.map(groupJson),
        });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{id}`,
      answer({ segments }) {
        const id = segments.text('id');
        const group = directory.groups.find(({ displayName }) => scimId(displayName) === id);
        if (group === undefined) {
          throw new ScimRefusal(404, `Group with id ${id} not found.`);
        }
        return json(groupJson(group));
      },
    },
  ];
}

/** Errors of SCIM have their own format. */
class ScimRefusal extends Refusal {
  override readonly body: JsonObject;

  constructor(status: number, detail: string, scimType?: string) {
    super(status, '', detail);
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error'];
    this.body = { schemas, detail, status: String(status), ...(scimType !== undefined && { scimType }) };
  }
}

/** Digits as in the service, always the same for a name. */
export function scimId(name: string): string {
  return String(createHash('sha256').update(name).digest().readUIntBE(0, 6));
}

function groupJson({ displayName, members }: Group): JsonObject {
  return {
    schemas: [SCHEMA],
    id: scimId(displayName),
    displayName,
    ...(members.length > 0 && { members: members.map((name) => ({ display: name, value: scimId(name) })) }),
    meta: { resourceType: 'Group' },
  };
}

function filterOf(filter: string | undefined): (group: Group) => boolean {
  if (filter === undefined || filter === '') {
    return () => true;
  }
  const [, quoted] = /^\s*displayName\s+eq\s+"([^"]*)"\s*$/i.exec(filter) ?? [];
  if (quoted === undefined) {
    throw new ScimRefusal(
      400,
      `The filter ${filter} is not supported: filter by displayName eq "...".`,
      'invalidFilter',
    );
  }
  return ({ displayName }) => displayName.toLowerCase() === quoted.toLowerCase();
}

function windowOf(query: Fields): { start: number; count: number } {
  const start = Math.max(1, query.wholeNumber('startIndex') ?? 1);
  return { start, count: Math.max(0, query.wholeNumber('count') ?? 100) };
}
