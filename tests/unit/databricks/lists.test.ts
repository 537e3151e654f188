import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { UserError } from '../../../lib/core/errors';
import type { Workspace } from '../../../lib/databricks/workspace';
import { serving } from '../../kit/http/local-server';
import { RecordingHost } from '../../kit/recording-host';
import { workspaceClient } from '../../kit/workspace/client';

/** Gives `use` a workspace at a server of this machine. */
function askingAt<T>(listener: RequestListener, use: (workspace: Workspace) => Promise<T>): Promise<T> {
  return serving(listener, ({ port }) =>
    use(workspaceClient({ host: `http://127.0.0.1:${port}`, token: 't' }, new RecordingHost())),
  );
}

const LISTS: readonly { what: string; read: (workspace: Workspace) => Promise<unknown> }[] = [
  { what: 'the jobs of a name', read: ({ jobs }) => jobs.jobsNamed('train') },
  { what: 'the names of jobs', read: ({ jobs }) => jobs.someNames() },
  { what: 'the tasks of a run', read: ({ runs }) => runs.run('5') },
  { what: 'every id of a run', read: ({ runs }) => runs.idsOf('5') },
  { what: 'Git folders', read: ({ gitFolders }) => gitFolders.below('/Repos') },
  { what: 'a folder of a volume', read: ({ volumeFiles }) => volumeFiles.list('/Volumes/main/ml/code') },
  { what: 'clusters', read: ({ objectIds }) => objectIds.named('clusters', 'shared') },
];

describe('a list in pages', () => {
  for (const { what, read } of LISTS) {
    it(`of ${what} fails when its next page is one that was read before`, async () => {
      const tokens: (string | null)[] = [];
      const circle: RequestListener = (request, response) => {
        const { searchParams } = new URL(request.url ?? '', 'http://server');
        const token = searchParams.get('page_token') ?? searchParams.get('next_page_token');
        tokens.push(token);
        response.end(JSON.stringify({ run_id: 5, next_page_token: token === 'two' ? 'three' : 'two' }));
      };
      await assert.rejects(
        askingAt(circle, (workspace) => read(workspace)),
        (error) => {
          assert.ok(error instanceof UserError && error.code === 'LIST_ENDLESS');
          assert.match(error.lines, /^\w.*: page 4 repeats a page that was already read\.\nFix: .* \(LIST_ENDLESS\)$/);
          return true;
        },
      );
      assert.deepEqual(tokens, [null, 'two', 'three']);
    });
  }

  it('of jobs is read to its end for a name, and to its fifth page for what the name may have meant', async () => {
    const pages: RequestListener = (request, response) => {
      const page = Number(new URL(request.url ?? '', 'http://server').searchParams.get('page_token') ?? 1);
      const jobs = [{ job_id: page, settings: { name: page % 7 === 1 ? 'train' : `other-${page}` } }];
      response.end(JSON.stringify({ jobs, next_page_token: page < 8 ? String(page + 1) : '' }));
    };
    await askingAt(pages, async ({ jobs }) => {
      const found = await jobs.jobsNamed('train');
      assert.deepEqual(
        found.map(({ id }) => id),
        ['1', '8'],
      );
      assert.deepEqual(await jobs.someNames(), ['train', 'other-2', 'other-3', 'other-4', 'other-5']);
    });
  });
});
