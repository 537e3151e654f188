import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleCommandLine } from '../../scripts/command-line';
import { root } from '../../scripts/repository';
import { filesOf, fullChain } from '../unit/contracts/full-chain';

describe('the built command line', () => {
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'built-'));
    await bundleCommandLine(root, folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('is the file that the package names as mlops', () => {
    const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    assert.deepEqual(bin, { mlops: 'dist/cli/mlops.js' });
  });

  it('verifies evidence as a command of its own, with nothing beside it', () => {
    for (const { name, text } of filesOf({ ...fullChain() })) {
      mkdirSync(dirname(join(folder, 'evidence', name)), { recursive: true });
      writeFileSync(join(folder, 'evidence', name), text);
    }
    const { status, stdout, stderr } = spawnSync(join(folder, 'mlops.js'), ['verify', 'evidence'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /The evidence holds \(1 model version\)\.\n$/);
  });

  it('names the packages that it contains with their licenses', () => {
    const notices = readFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    assert.match(notices, /^valibot [\d.]+ \(MIT\)$/m);
  });
});
