import { posix } from 'node:path';
import type { Fields } from '../http/fields';
import { workspacePath } from '../files/workspace-path';
import { pageTokenOf, positionOf } from '../http/page-token';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { GitTarget } from './checkout';
import { PROVIDERS, repoJson } from './repo';
import type { RepoList } from './repo-list';

const PATH = '/api/2.0/repos';
const PAGE_SIZE = 20;

/** Repos API 2.0: Git folders. */
export function repoRoutes(repos: RepoList): readonly Route[] {
  return [
    {
      method: 'POST',
      path: PATH,
      async answer({ fields, caller }) {
        const url = fields.text('url');
        const provider = providerOf(fields.text('provider'));
        if (fields.has('sparse_checkout')) {
          throw invalidParameter('The workspace stand-in does not do sparse checkouts.');
        }
        const path = fields.optionalText('path') ?? `/Repos/${caller.userName}/${posix.basename(url, '.git')}`;
        return json(repoJson(await repos.create({ path: workspacePath(path), url, provider })));
      },
    },
    {
      method: 'GET',
      path: PATH,
      answer({ query }) {
        const prefix = workspacePath(query.optionalText('path_prefix') ?? '/');
        const matching = repos.all.filter(({ path }) => path.startsWith(prefix));
        const token = query.optionalText('next_page_token');
        const start = token === undefined ? 0 : Number(positionOf(token));
        const page = matching.slice(start, start + PAGE_SIZE);
        const isLast = start + PAGE_SIZE >= matching.length;
        return json({
          ...(page.length > 0 && { repos: page.map(repoJson) }),
          ...(!isLast && { next_page_token: pageTokenOf(start + PAGE_SIZE) }),
        });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{id}`,
      answer: ({ segments }) => json(repoJson(repos.get(segments.id('id')))),
    },
    {
      method: 'PATCH',
      path: `${PATH}/{id}`,
      async answer({ segments, fields }) {
        const ifChanged = fields.flag('dangerously_force_discard_all') ? 'discard' : 'refuse';
        await repos.switchTo(segments.id('id'), targetOf(fields), ifChanged);
        return json({});
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{id}`,
      async answer({ segments }) {
        await repos.delete(segments.id('id'));
        return json({});
      },
    },
  ];
}

function providerOf(provider: string): string {
  const known = PROVIDERS.find((candidate) => candidate.toLowerCase() === provider.toLowerCase());
  if (known === undefined) {
    throw invalidParameter(`Git provider ${provider} is not one of ${PROVIDERS.join(', ')}.`);
  }
  return known;
}

function targetOf(fields: Fields): GitTarget {
  const branch = fields.optionalText('branch');
  const tag = fields.optionalText('tag');
  if (branch !== undefined && tag === undefined) {
    return { branch };
  }
  if (tag !== undefined && branch === undefined) {
    return { tag };
  }
  throw invalidParameter('Exactly one of branch and tag must be given.');
}
