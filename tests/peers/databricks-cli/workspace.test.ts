import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { useCommandLine, type CommandLine } from './command-line';

const NOTEBOOK = '# Databricks notebook source\nprint("hello")\n';

describe('the official CLI, workspace', () => {
  const openCommandLine = useCommandLine();

  async function listed(cli: CommandLine, path: string): Promise<readonly (readonly unknown[])[]> {
    const objects = (await cli.json('workspace', 'list', path)) as readonly JsonObject[];
    return objects.map((object) => [object['path'], object['object_type']]);
  }

  function writeProject(cli: CommandLine): void {
    cli.write('project/train.py', NOTEBOOK);
    cli.write('project/rows.csv', 'a,b\n1,2\n');
    cli.write('project/lib/größe.py', 'SIZE = 1\n');
  }

  it('knows who it is', async () => {
    const me = (await openCommandLine().json('current-user', 'me')) as JsonObject;
    assert.equal(me['userName'], 'dev@example.com');
  });

  it('says what the service says to a wrong token', async () => {
    const cli = openCommandLine();
    cli.workspace.expireToken();
    const { exitCode, stderr } = await cli.run('current-user', 'me');
    assert.equal(exitCode, 1);
    assert.match(stderr, /Invalid access token/);
  });

  it('imports a notebook once, exports it and deletes it', async () => {
    const cli = openCommandLine();
    cli.write('train.py', NOTEBOOK);
    const words = ['workspace', 'import', '/Shared/new/train', '--file', 'train.py', '--format', 'SOURCE'];
    const importing = [...words, '--language', 'PYTHON'];
    assert.match((await cli.run(...importing)).stderr, /The parent folder \(\/Shared\/new\) does not exist/);
    assert.equal((await cli.run('workspace', 'mkdirs', '/Shared/new')).exitCode, 0);
    assert.equal((await cli.run(...importing)).exitCode, 0);
    assert.match((await cli.run(...importing)).stderr, /already exists/);
    assert.equal((await cli.run(...importing, '--overwrite')).exitCode, 0);
    assert.equal((await cli.run('workspace', 'export', '/Shared/new/train')).stdout, NOTEBOOK);
    assert.match((await cli.run('workspace', 'delete', '/Shared/new')).stderr, /is not empty/);
    assert.equal((await cli.run('workspace', 'delete', '/Shared/new', '--recursive')).exitCode, 0);
    assert.match((await cli.run('workspace', 'list', '/Shared/new')).stderr, /doesn't exist/);
  });

  it('imports a folder, lists it and exports the same files', async () => {
    const cli = openCommandLine();
    writeProject(cli);
    assert.equal((await cli.run('workspace', 'import-dir', 'project', '/Shared/project')).exitCode, 0);
    assert.deepEqual(await listed(cli, '/Shared/project'), [
      ['/Shared/project/lib', 'DIRECTORY'],
      ['/Shared/project/rows.csv', 'FILE'],
      ['/Shared/project/train', 'NOTEBOOK'],
    ]);
    assert.equal((await cli.run('workspace', 'export-dir', '/Shared/project', 'out')).exitCode, 0);
    assert.deepEqual(filesBelow(cli, 'out'), filesBelow(cli, 'project'));
  });

  it('syncs a folder in full, then only what has changed', async () => {
    const cli = openCommandLine();
    writeProject(cli);
    const first = await cli.run('sync', '--full', 'project', '/Shared/synced');
    assert.equal(first.exitCode, 0, first.stderr);
    assert.deepEqual(await listed(cli, '/Shared/synced'), [
      ['/Shared/synced/lib', 'DIRECTORY'],
      ['/Shared/synced/rows.csv', 'FILE'],
      ['/Shared/synced/train', 'NOTEBOOK'],
    ]);

    const before = cli.workspace.requests.length;
    cli.write('project/train.py', `${NOTEBOOK}# changed\n`);
    const second = await cli.run('sync', 'project', '/Shared/synced');
    assert.equal(second.exitCode, 0, second.stderr);
    assert.deepEqual(
      cli.workspace.requests.slice(before).flatMap(({ method, path }) => (method === 'POST' ? [path] : [])),
      ['/api/2.0/workspace-files/import-file/Shared%2Fsynced%2Ftrain.py'],
    );
    const { stdout } = await cli.run('workspace', 'export', '/Shared/synced/train');
    assert.equal(stdout, `${NOTEBOOK}# changed\n`);
  });
});

/** Paths and texts of all files below a folder. */
function filesBelow({ folder }: CommandLine, name: string): Readonly<Record<string, string>> {
  const entries = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8', withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const root = join(folder, name);
  return Object.fromEntries(files.toSorted().map((file) => [file.slice(root.length), readFileSync(file, 'utf8')]));
}
