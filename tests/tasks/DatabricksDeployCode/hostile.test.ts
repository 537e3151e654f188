import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';
import { GitOrigin } from '../../kit/git-origin';
import { inPipeline, type Pipeline } from '../../kit/tasks/pipeline';
import { clone, contentOf, makeVolume, namesIn, volumeContent } from '../../kit/tasks/workspace-content';
import { notebook, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

const TASK = { taskFolder: join(__dirname, '../../../dist/extension/tasks/DatabricksDeployCode'), name: 'code' };
const REPOSITORY = 'https://github.com/contoso/churn';
const DESTINATION = '/Shared/team/churn';

type Files = Readonly<Record<string, string>>;

describe('DatabricksDeployCode against a hostile world', () => {
  const newWorkspace = useWorkspaces();
  const source = notebook('print(1)');

  /** A pipeline whose checkout holds the files, and a step that deploys them. */
  function withSource<T>(workspace: Workspace, use: (deploy: Deploy, pipeline: Pipeline) => Promise<T>): Promise<T> {
    return inPipeline({ workspace, speed: 50 }, (pipeline) => {
      const sources = pipeline.job.variables.get('Build.SourcesDirectory') ?? '';
      let round = 0;
      const deploy: Deploy = (files, inputs = {}) => {
        round += 1;
        const folder = join(sources, `round${round}`);
        put(folder, files);
        const from: Files = inputs['mode'] === 'remove' ? {} : { source: folder };
        return pipeline.run({ ...from, destination: DESTINATION, ...inputs }, TASK);
      };
      return use(deploy, pipeline);
    });
  }

  type Deploy = (files: Files, inputs?: Files) => ReturnType<Pipeline['run']>;

  it('is not stopped by a file of the same name as the record in a folder above', async () => {
    const workspace = newWorkspace();
    workspace.putFile('/Shared/team/deployment.json', '{"replicas": 3}');
    await withSource(workspace, async (deploy) => {
      const step = await deploy({ 'a.py': 'print(1)' });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    });
    assert.equal(await contentOf(workspace, '/Shared/team/deployment.json'), '{"replicas": 3}');
  });

  const NAMES = [
    "it's 100% #1?.txt",
    'ü & é + 日本.csv',
    ' leading and trailing ',
    '-rf',
    '~',
    '__proto__',
    'constructor',
    'semi;colon&amp=1.txt',
    '%2e%2e%2fup.txt',
    'a=b.txt',
    '"quoted".txt',
    'x\u200b.txt',
    '##vso[task.setvariable variable=stolen]yes.txt',
    '.hidden/.env',
    'deep/'.repeat(20) + 'file.txt',
  ];
  it('deploys, keeps and removes files with any name', async () => {
    const workspace = newWorkspace();
    const files = Object.fromEntries(NAMES.map((name, index) => [name, `content ${index}`]));
    await withSource(workspace, async (deploy, { job }) => {
      const first = await deploy(files);
      assert.equal(first.result, 'Succeeded', first.log.join('\n'));
      assert.equal(job.variables.get('stolen'), undefined);
      for (const [name, content] of Object.entries(files)) {
        assert.equal(await contentOf(workspace, `${DESTINATION}/${name}`), content, name);
      }
      const again = await deploy(files);
      assert.equal(again.outputs['filesUnchanged'], String(NAMES.length));
      const full = await deploy(files, { verify: 'full', foreignEdits: 'fail' });
      assert.equal(full.result, 'Succeeded', full.log.join('\n'));
      const fewer = await deploy({ 'only.txt': '1' });
      assert.equal(fewer.outputs['filesDeleted'], String(NAMES.length), fewer.log.join('\n'));
      assert.deepEqual(await namesIn(workspace, DESTINATION), ['deployment.json', 'only.txt']);
    });
  });

  exhaustively('deploys, keeps and removes files with any name in a volume, where notebooks are files', async () => {
    const workspace = newWorkspace();
    await makeVolume(workspace);
    const destination = '/Volumes/main/default/code/churn & co';
    const files = { ...Object.fromEntries(NAMES.map((name, index) => [name, `content ${index}`])), 'x.py': source };
    await withSource(workspace, async (deploy) => {
      const first = await deploy(files, { destination });
      assert.equal(first.result, 'Succeeded', first.log.join('\n'));
      for (const [name, content] of Object.entries(files)) {
        assert.equal(await volumeContent(workspace, `${destination}/${name}`), content, name);
      }
      const full = await deploy(files, { destination, verify: 'full', foreignEdits: 'fail' });
      assert.equal(full.outputs['filesUnchanged'], String(NAMES.length + 1), full.log.join('\n'));
      const fewer = await deploy({ 'only.txt': '1' }, { destination });
      assert.equal(fewer.outputs['filesDeleted'], String(NAMES.length + 1), fewer.log.join('\n'));
      const gone = await deploy({}, { destination, mode: 'remove' });
      assert.equal(gone.result, 'Succeeded', gone.log.join('\n'));
      assert.match(await volumeContent(workspace, `${destination}/deployment.json`), /NOT_FOUND|NOT_EXIST/);
    });
  });

  const DANGEROUS = [
    '/',
    '//',
    '/Workspace',
    '/Workspace/',
    '/Workspace/Workspace',
    '/Workspace/Workspace/Shared',
    '/Workspace//Workspace/Users/ada@example.com',
    '/Users',
    '/Users/ada@example.com/',
    '/Shared/',
    '/shared/churn',
    '/Shared/churn/../..',
    '/Shared/./churn',
    '/Repos/ada/churn',
    '/Volumes/main/ml/code',
    '/Workspace/Volumes/main/ml/code',
    'Shared/churn',
    '/dbfs/churn',
  ];
  for (const destination of variants(DANGEROUS)) {
    it(`sends no request if the destination is '${destination}'`, async () => {
      const workspace = newWorkspace();
      await withSource(workspace, async (deploy) => {
        for (const mode of ['files', 'remove']) {
          const step = await deploy({ 'a.txt': '1' }, { destination, mode });
          assert.match(step.issues[0]?.message ?? '', /Input 'destination' is .*\(DESTINATION_REFUSED\)$/s);
        }
      });
      assert.equal(workspace.requests.length, 0);
    });
  }

  for (const below of variants(['/code', ''])) {
    it(`does not change a Git folder that is the destination${below === '' ? '' : ' or above it'}`, async () => {
      const origin = new GitOrigin();
      origin.commit('main', { 'a.txt': 'of the repository' });
      const workspace = newWorkspace({ gitRemotes: { [REPOSITORY]: origin.folder } });
      await withSource(workspace, async (deploy) => {
        workspace.putFile('/Shared/team/x.txt', '');
        await clone(workspace, REPOSITORY, DESTINATION);
        const step = await deploy({ 'a.txt': 'mine' }, { destination: `${DESTINATION}${below}` });
        assert.match(step.issues[0]?.message ?? '', /Git folder.*\(DESTINATION_TAKEN\)$/s, step.log.join('\n'));
        assert.equal(await contentOf(workspace, `${DESTINATION}/a.txt`), 'of the repository');
      });
      origin.remove();
    });
  }

  const CHANGES: readonly { what: string; before: Files; after: Files; left: readonly string[] }[] = [
    { what: 'a notebook becomes a file', before: { 'x.py': source }, after: { 'x.py': 'y = 1' }, left: ['x.py'] },
    { what: 'a folder takes the place of a file', before: { x: 'file' }, after: { 'x/y.txt': '1' }, left: ['x'] },
    { what: 'a file becomes a notebook', before: { 'x.py': 'y = 1' }, after: { 'x.py': source }, left: ['x'] },
    { what: 'a file takes the place of a notebook', before: { 'x.py': source }, after: { x: 'file' }, left: ['x'] },
    { what: 'a notebook takes the place of a file', before: { x: 'file' }, after: { 'x.py': source }, left: ['x'] },
    { what: 'a notebook changes its language', before: { 'x.py': source }, after: { 'x.sql': SQL() }, left: ['x'] },
    { what: 'a file takes the place of a folder', before: { 'x/y/z.txt': '1' }, after: { x: 'file' }, left: ['x'] },
    { what: 'a folder takes the place of a notebook', before: { 'x.py': source }, after: { 'x/y': '1' }, left: ['x'] },
    {
      what: 'only the case of a name changes',
      before: { 'Read.md': '1' },
      after: { 'read.md': '1' },
      left: ['read.md'],
    },
  ];
  for (const { what, before, after, left } of variants(CHANGES)) {
    it(`holds exactly the new source when ${what}, and the old one when that comes back`, async () => {
      const workspace = newWorkspace();
      await withSource(workspace, async (deploy) => {
        await deploy(before);
        const step = await deploy(after);
        assert.equal(step.result, 'Succeeded', step.log.join('\n'));
        assert.deepEqual(await namesIn(workspace, DESTINATION), ['deployment.json', ...left].toSorted());
        const back = await deploy(before);
        assert.equal(back.result, 'Succeeded', back.log.join('\n'));
        const check = await deploy(before, { verify: 'full', foreignEdits: 'fail' });
        assert.equal(check.result, 'Succeeded', check.log.join('\n'));
        assert.equal(check.outputs['filesUploaded'], '0');
      });
    });
  }

  it('names the files of others that a first deployment is going to overwrite', async () => {
    const workspace = newWorkspace();
    workspace.putFile(`${DESTINATION}/a.txt`, 'of somebody else');
    await withSource(workspace, async (deploy) => {
      const step = await deploy({ 'a.txt': 'mine' });
      assert.ok(
        step.issues.some(({ type, message }) => type === 'warning' && message.includes('a.txt')),
        step.log.join('\n'),
      );
    });
  });

  it('notices an edit of exactly the same size', async () => {
    const workspace = newWorkspace();
    await withSource(workspace, async (deploy) => {
      await deploy({ 'a.txt': 'true' });
      await new Promise((resolve) => setTimeout(resolve, 5));
      workspace.putFile(`${DESTINATION}/a.txt`, 'eurt');
      const refused = await deploy({ 'a.txt': 'true' }, { verify: 'full', foreignEdits: 'fail' });
      assert.match(refused.issues[0]?.message ?? '', /a\.txt.*edited/);
      await deploy({ 'a.txt': 'true' }, { verify: 'full' });
      assert.equal(await contentOf(workspace, `${DESTINATION}/a.txt`), 'true');
    });
  });

  it('does not believe a record that somebody has edited to call a foreign path its own', async () => {
    const workspace = newWorkspace();
    workspace.putFile('/Shared/team/precious.txt', 'keep');
    await withSource(workspace, async (deploy) => {
      await deploy({ 'a.txt': '1' });
      const path = `${DESTINATION}/deployment.json`;
      const record = JSON.parse(await contentOf(workspace, path)) as JsonObject;
      const [entry] = record['files'] as JsonObject[];
      for (const lie of variants(['../precious.txt', '/Shared/team/precious.txt', 'x/../../precious.txt'])) {
        workspace.putFile(path, JSON.stringify({ ...record, files: [entry, { ...entry, path: lie }] }));
        await deploy({ 'a.txt': '1' });
        await deploy({}, { mode: 'remove' });
        assert.equal(await contentOf(workspace, '/Shared/team/precious.txt'), 'keep', lie);
      }
    });
  });

  it('does not deploy a notebook that would leave the destination by losing its extension', async () => {
    await withSource(newWorkspace(), async (deploy) => {
      const step = await deploy({ 'app/...py': notebook('print(1)') });
      assert.match(step.issues[0]?.message ?? '', /'app\/\.\.\.py' would become 'app\/\.\.', which is no name/);
    });
  });

  it('takes nothing but text and numbers from a record', async () => {
    const workspace = newWorkspace();
    const texts = ['{"kind":"deployment"}', '', 'null', '[]', '{"kind":"deployment","version":99}', 'x'.repeat(100)];
    for (const text of variants(texts, 2)) {
      workspace.putFile(`${DESTINATION}/deployment.json`, text);
      await withSource(workspace, async (deploy) => {
        const step = await deploy({ 'a.txt': '1' });
        assert.equal(step.result, 'Failed', text);
        assert.doesNotMatch(step.issues[0]?.message ?? '', /Internal error/, text);
        assert.equal(await contentOf(workspace, `${DESTINATION}/deployment.json`), text);
      });
    }
  });
});

function SQL(): string {
  return '-- Databricks notebook source\nSELECT 1';
}

function put(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
