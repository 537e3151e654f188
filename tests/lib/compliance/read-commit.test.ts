import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seen } from '../../../lib/compliance/facts';
import { allowedBranchesOf } from '../../../lib/compliance/reading/read-commit';

describe('The branches on which a commit lies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'commits-'));
  const origin = join(folder, 'origin');
  const git = (cwd: string, ...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=ana', '-c', 'user.email=ana@example.com', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  const commit = (text: string): string => {
    git(origin, 'commit', '-q', '--allow-empty', '-m', text);
    return git(origin, 'rev-parse', 'HEAD');
  };
  const NOWHERE = { commit: '0'.repeat(40), branch: 'refs/heads/other' };
  let released = '';
  let onMain = '';
  let onFeature = '';

  before(() => {
    git(folder, 'init', '-q', '-b', 'main', 'origin');
    released = commit('released');
    git(origin, 'branch', 'release/1.2');
    onMain = commit('on main');
    git(origin, 'checkout', '-q', '-b', 'feature/x');
    onFeature = commit('on a feature');
    git(origin, 'checkout', '-q', 'main');
    commit('later');
    git(folder, 'clone', '-q', origin, 'whole');
    git(folder, 'clone', '-q', '--depth', '1', `file://${origin}`, 'shallow');
  });
  after(() => rmSync(folder, { recursive: true }));

  const asked = (sha: string, checkout: string, allowed = ['main', 'release/*']): Promise<Seen<readonly string[]>> =>
    allowedBranchesOf({ commit: sha, allowed, folder: join(folder, checkout) }, NOWHERE);

  it('are all the allowed ones that contain it', async () => {
    assert.deepEqual(await asked(released, 'whole'), { value: ['main', 'release/1.2'] });
    assert.deepEqual(await asked(onMain, 'whole'), { value: ['main'] });
  });

  it('are none for a commit of another branch', async () => {
    assert.deepEqual(await asked(onFeature, 'whole'), { value: [] });
  });

  it('are unknown where the fetch is too shallow to tell', async () => {
    const found = await asked(released, 'shallow');
    assert.match('unseen' in found ? found.unseen : 'seen', /does not reach far enough .* set 'fetchDepth: 0'/);
  });

  it('are unknown without a checkout', async () => {
    const found = await asked(released, '.');
    assert.match('unseen' in found ? found.unseen : 'seen', /git cannot read the checkout .*not a git repository/);
  });

  it('need no checkout when the run was started for that commit of an allowed branch', async () => {
    const wanted = { commit: onMain, allowed: ['main'], folder: join(folder, 'shallow') };
    assert.deepEqual(await allowedBranchesOf(wanted, { commit: onMain, branch: 'refs/heads/main' }), {
      value: ['main'],
    });
  });

  it('are not asked for what is no commit', async () => {
    const found = await asked('--upload-pack=touch', 'whole');
    assert.match('unseen' in found ? found.unseen : 'seen', /is not the full name of a commit/);
  });

  it('take a pattern as it is written, and no part of a name', async () => {
    assert.deepEqual(await asked(onMain, 'whole', ['mai', 'm.in']), await asked(onMain, 'whole', ['nothing']));
  });
});
