import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../lib/core/lossless-json';
import { deployedObjects } from '../../kit/deployment/deployed-objects';
import { expectedObjects, HEADER, type Tree } from '../../kit/deployment/source-tree';
import { deploy, deployed, DESTINATION, errorOf } from '../../kit/tasks/deploy-step';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively } from '../../kit/tier';
import { send } from '../../kit/workspace/stand-in';

const PROJECT: Tree = {
  'app/notebooks/train.py': `${HEADER}print("train")\n`,
  'app/conf/settings.json': '{"depth": 1}\n',
  'app/lib.py': 'X = 1\n',
};

/** Bytes that a careless hand would change. */
const BYTES: Tree = {
  'crlf.sh': '#!/bin/sh\r\necho one\r\n',
  'mixed.txt': 'a\r\nb\nc\rd',
  'empty.txt': '',
  'empty.py': '',
  'no end.txt': 'no line feed at the end',
  'bom.csv': '\uFEFFa;b\r\n',
  'binary.bin': Buffer.from([0, 255, 13, 10, 0, 128, 26]),
  'run.exe': Buffer.from('MZ\u0000\u0003'),
  'größe/日本 語.txt': 'unicode\n',
  'notebook.sql': '-- Databricks notebook source\r\nSELECT 1\r\n',
  'notebook2.scala': '// Databricks notebook source\nval x = 1\n',
  'notebook3.R': `${HEADER}x <- 1\n`,
  'notebook4.ipynb': '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
  'almost.py': `# A comment first\n${HEADER}`,
  'header.txt': HEADER,
};

const COMMIT = '8d7c2b1a0f9e4d3c5b6a798897a6b5c4d3e2f101';

describeOnNode('DatabricksDeployCode, mode files', (node) => {
  const newWorkspace = useWorkspaces();

  it('deploys every byte as it is, and notebooks as notebooks', async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: BYTES, executable: ['crlf.sh', 'run.exe'] }, node);
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(BYTES));
  });

  exhaustively('deploys a file of more than 10 MB', async () => {
    const workspace = newWorkspace();
    const large = Buffer.alloc(12 * 1024 * 1024, 'large file ');
    await deployed(workspace, { tree: { 'model.bin': large } }, node);
    const { content } = await send(workspace, `GET /api/2.0/workspace-files${DESTINATION}/model.bin`);
    assert.ok(content.equals(large));
  });

  it('describes the deployment in outputs, record and artifact', async () => {
    const workspace = newWorkspace();
    const step = await deployed(workspace, { tree: PROJECT }, node);
    const lines = Object.entries(PROJECT).map(([path, content]) => `${path}\0${sha256(content)}\n`);
    const contentSha256 = sha256(lines.toSorted().join(''));
    assert.deepEqual(step.outputs, {
      deployedPath: `/Workspace${DESTINATION}`,
      deployedCommit: COMMIT,
      filesUploaded: '3',
      filesUnchanged: '0',
      filesDeleted: '0',
      contentSha256,
    });
    const evidence = JSON.parse(step.evidence[0] ?? '') as JsonObject;
    const { content } = await send(workspace, `GET /api/2.0/workspace-files${DESTINATION}/deployment.json`);
    assert.deepEqual(evidence, JSON.parse(content.toString('utf8')));
    assert.deepEqual(
      [evidence['state'], evidence['contentSha256'], (evidence['run'] as JsonObject)['commit'], evidence['fileCount']],
      ['complete', contentSha256, COMMIT, 3],
    );
  });

  it("deploys a pull request's own commit, proven by its content", async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: PROJECT }, node);
    const merged = { ...PROJECT, 'app/lib.py': 'X = "merged"\n', 'app/new.py': 'N = 1\n' };
    const step = await deployed(
      workspace,
      {
        tree: merged,
        inputs: { destination: `${DESTINATION}-pr-42` },
        pipelineOptions: {
          variables: {
            'Build.SourceVersion': 'f'.repeat(40),
            'Build.SourceBranch': 'refs/pull/42/merge',
            'System.PullRequest.PullRequestId': '42',
          },
        },
      },
      node,
    );
    assert.equal(step.outputs['deployedCommit'], 'f'.repeat(40));
    assert.deepEqual(await deployedObjects(workspace, `${DESTINATION}-pr-42`), expectedObjects(merged));
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(PROJECT));
  });

  it('needs a handful of requests if nothing has changed, on a fresh agent', async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: PROJECT }, node);
    const step = await deployed(workspace, { tree: PROJECT }, node);
    assert.deepEqual([step.outputs['filesUploaded'], step.outputs['filesUnchanged']], ['0', '3']);
    assert.ok(step.requests.length <= 4, step.requests.join('\n'));
  });

  it('uploads the one file that has changed, and deletes what the commit no longer has', async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: PROJECT }, node);
    const changed: Tree = { ...PROJECT, 'app/lib.py': 'X = 2\n' };
    const step = await deployed(workspace, { tree: changed }, node);
    assert.deepEqual([step.outputs['filesUploaded'], step.outputs['filesUnchanged']], ['1', '2']);
    assert.ok(step.requests.length <= 6, step.requests.join('\n'));

    const { 'app/conf/settings.json': _, ...fewer } = changed;
    const last = await deployed(workspace, { tree: fewer }, node);
    assert.equal(last.outputs['filesDeleted'], '1');
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(fewer));
  });

  it('excludes what is never code, and what the patterns exclude', async () => {
    const workspace = newWorkspace();
    const tree = {
      ...PROJECT,
      '.git/HEAD': 'ref: x',
      '.venv/lib/x.py': '',
      'env/pyvenv.cfg': '',
      'env/lib/y.py': '',
      'app/__pycache__/lib.pyc': '',
      'tests/test_lib.py': '',
      'app/notes.md': '',
    };
    const inputs = { include: 'app/', exclude: '*.md\ntests/' };
    const step = await deployed(workspace, { tree, inputs }, node);
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(PROJECT));
    assert.ok(
      step.log.some((line) => /Left out: \.git, \.venv, app\/__pycache__, env, tests/.test(line)),
      step.log.join('\n'),
    );
  });

  it('follows links inside of the source when asked to', async () => {
    const workspace = newWorkspace();
    const links = { 'app/conf/linked.py': '../lib.py', copy: 'app/notebooks' };
    await deployed(workspace, { tree: PROJECT, links, inputs: { symlinks: 'follow' } }, node);
    assert.deepEqual(
      await deployedObjects(workspace, DESTINATION),
      expectedObjects({ ...PROJECT, 'app/conf/linked.py': 'X = 1\n', 'copy/train.py': `${HEADER}print("train")\n` }),
    );
  });

  it('finds and repairs foreign edits with verify: full, and refuses them when asked to', async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: PROJECT }, node);
    workspace.putNotebook(`${DESTINATION}/app/notebooks/train`, `${HEADER}print("edited by hand")\n`);
    workspace.putFile(`${DESTINATION}/app/added.txt`, 'added');
    const before = await deployedObjects(workspace, DESTINATION);

    const refused = await deploy(workspace, { tree: PROJECT, inputs: { verify: 'full', foreignEdits: 'fail' } }, node);
    assert.match(
      errorOf(refused),
      /'app\/notebooks\/train' was edited.\n- 'app\/added.txt' was added.\nFix: .*\(FOREIGN_EDITS\)$/,
    );
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), before);

    const inputs = { verify: 'full', deleteExtraneous: 'true' };
    const repaired = await deployed(workspace, { tree: PROJECT, inputs }, node);
    assert.deepEqual([repaired.outputs['filesUploaded'], repaired.outputs['filesDeleted']], ['1', '1']);
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), expectedObjects(PROJECT));
  });

  it('takes a deployment away, leaves what others have put there, and may come twice', async () => {
    const workspace = newWorkspace();
    await deployed(workspace, { tree: PROJECT }, node);
    workspace.putFile(`${DESTINATION}/app/of-others.txt`, 'mine');
    const step = await deployed(workspace, { inputs: { mode: 'remove' } }, node);
    assert.equal(step.outputs['filesDeleted'], '3');
    assert.match(
      step.issues[0]?.message ?? '',
      /stays, because it contains files that no deployment put there: .*of-others\.txt/,
    );
    assert.deepEqual(await deployedObjects(workspace, DESTINATION), { 'app/of-others.txt': 'FILE mine' });

    const refused = await deploy(workspace, { inputs: { mode: 'remove' } }, node);
    assert.match(
      errorOf(refused),
      /no deployment\.json, so it is not a deployment; nothing was deleted.*\(NOT_A_DEPLOYMENT\)$/s,
    );
    const absent = await deployed(workspace, { inputs: { mode: 'remove', destination: '/Shared/ci/other' } }, node);
    assert.equal(absent.outputs['filesDeleted'], '0');
  });
});

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
