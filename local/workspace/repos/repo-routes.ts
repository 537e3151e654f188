import { posix } from 'node:path';
import { workspacePath } from '../files/workspace-path';
import { Fields } from '../http/fields';
import { pageTokenOf, positionAsked } from '../http/page-token';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Identity } from '../identity/identity';
import type { GitTarget } from './checkout';
import { gitProvider } from './git-provider';
import type { GitAccess } from './git-remotes';
import { repoJson } from './repo';
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
        const provider = gitProvider(fields.text('provider'));
        const sparsePatterns = sparsePatternsOf(fields);
        const path = fields.optionalText('path') ?? `/Repos/${caller.userName}/${posix.basename(url, '.git')}`;
        const repo = { path: workspacePath(path), url, provider, sparsePatterns };
        return json(repoJson(await repos.create(repo, accessOf(fields, caller))));
      },
    },
    {
      method: 'GET',
      path: PATH,
      answer({ query }) {
        const prefix = workspacePath(query.optionalText('path_prefix') ?? '/');
        const matching = repos.all.filter(({ path }) => path.startsWith(prefix));
        const start = Number(positionAsked(query, 'next_page_token') ?? 0);
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
      async answer({ segments, fields, caller }) {
        const ifChanged = fields.flag('dangerously_force_discard_all') ? 'discard' : 'refuse';
        const sparsePatterns = sparsePatternsOf(fields);
        const target = sparsePatterns !== undefined && !namesTarget(fields) ? undefined : targetOf(fields);
        await repos.update(segments.id('id'), { target, sparsePatterns, ifChanged }, accessOf(fields, caller));
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

function accessOf(fields: Fields, caller: Identity): GitAccess {
  return { caller, credentialId: fields.optionalId('git_credential_id') };
}

/** The requested folders; undefined if the call has no sparse checkout. */
function sparsePatternsOf(fields: Fields): readonly string[] | undefined {
  const sparse = fields.object('sparse_checkout');
  const patterns = sparse && (new Fields(sparse).texts('patterns') ?? []);
  const odd = patterns?.find((pattern) => /^-|[*?[\]]|^$/.test(pattern));
  if (odd !== undefined) {
    throw invalidParameter(`Sparse checkout pattern '${odd}' is not the name of a folder, as cone patterns are.`);
  }
  return patterns;
}

function namesTarget(fields: Fields): boolean {
  return fields.has('branch') || fields.has('tag');
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
