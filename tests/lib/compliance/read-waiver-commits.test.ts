import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seen, WaiverCommit } from '../../../lib/compliance/facts';
import { readWaiverCommits } from '../../../lib/compliance/reading/read-waiver-commits';
import type { WrittenLines } from '../../../lib/task/host';
import { useTemporaryFolders } from '../../kit/temporary-folders';

const FILE = 'ml/mlops.yml';
const WAIVER = { check: 'pickle', reason: 'vendor', owner: 'ml', approvedBy: 'risk', until: '2027-01-31' };

describe('The commit that wrote a waiver', () => {
  const newFolder = useTemporaryFolders();
  let folder = '';
  const commits: string[] = [];
  const git = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const commit = (text: string, author: string, day: string): void => {
    const origin = join(folder, 'origin');
    writeFileSync(join(origin, FILE), text);
    git(origin, 'add', '.');
    const who = ['-c', `user.name=${author}`, '-c', 'user.email=x@example.com'];
    execFileSync('git', [...who, 'commit', '-q', '-m', author], {
      cwd: origin,
      env: { ...process.env, GIT_COMMITTER_DATE: `${day}T09:00:00Z`, GIT_AUTHOR_DATE: `${day}T09:00:00Z` },
    });
    commits.push(git(origin, 'rev-parse', 'HEAD'));
  };

  before(() => {
    folder = newFolder();
    mkdirSync(join(folder, 'origin/ml'), { recursive: true });
    git(join(folder, 'origin'), 'init', '-q', '-b', 'main');
    commit('version: 1\n', 'Ana Ruiz', '2026-11-02');
    commit('version: 1\nwaivers:\n  - check: pickle\n    until: "2026-12-31"\n', 'Bo Li', '2026-11-03');
    commit('version: 1\nwaivers:\n  - check: pickle\n    until: "2027-01-31"\n', 'Cy Day', '2026-11-04');
    commit('version: 2\nwaivers:\n  - check: pickle\n    until: "2027-01-31"\n', 'Di Fox', '2026-11-05');
    git(folder, 'clone', '-q', 'origin', 'whole');
    git(folder, 'clone', '-q', '--depth', '1', `file://${folder}/origin`, 'shallow');
  });

  async function asked(checkout: string, { first = 3, last = 4 } = {}): Promise<Seen<WaiverCommit> | undefined> {
    const lines: readonly WrittenLines[] = [{ file: FILE, first, last }];
    return (await readWaiverCommits([WAIVER], lines, join(folder, checkout))).get(WAIVER);
  }

  it('is the last one that changed any of its lines', async () => {
    const [, added, extended] = commits;
    assert.deepEqual(await asked('whole'), { value: { commit: extended, author: 'Cy Day', day: '2026-11-04' } });
    const line = { first: 3, last: 3 };
    assert.deepEqual(await asked('whole', line), { value: { commit: added, author: 'Bo Li', day: '2026-11-03' } });
  });

  it('is the first one of a repository when its history is whole', async () => {
    const [first] = commits;
    git(folder, 'clone', '-q', 'origin', 'young');
    git(join(folder, 'young'), 'reset', '-q', '--hard', first ?? '');
    const line = { first: 1, last: 1 };
    assert.deepEqual(await asked('young', line), { value: { commit: first, author: 'Ana Ruiz', day: '2026-11-02' } });
  });

  const UNSEEN: readonly { what: string; checkout: string; says: RegExp; lines?: { first: number; last: number } }[] = [
    {
      what: 'where the fetch is too shallow',
      checkout: 'shallow',
      says: /does not reach far enough; set 'fetchDepth: 0'/,
    },
    { what: 'without a checkout', checkout: 'none', says: /^git cannot read the history of ml\/mlops\.yml \(/ },
    { what: 'for a line that is not committed', checkout: 'changed', says: /^the line in ml\/mlops.yml is not comm/ },
    {
      what: 'for a line that is not there',
      checkout: 'whole',
      lines: { first: 90, last: 91 },
      says: /has only 4 lines/,
    },
  ];
  for (const { what, checkout, lines, says } of UNSEEN) {
    it(`is unknown ${what}`, async () => {
      if (checkout === 'changed') {
        git(folder, 'clone', '-q', 'origin', 'changed');
        writeFileSync(
          join(folder, 'changed', FILE),
          'version: 2\nwaivers:\n  - check: pickle\n    until: "2999-01-01"\n',
        );
      }
      const found = await asked(checkout, lines);
      assert.match(found !== undefined && 'unseen' in found ? found.unseen : 'seen', says);
    });
  }
});
