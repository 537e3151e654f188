import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';
import {
  assertDeployed,
  assertFailed,
  PATH,
  REPOS,
  URL_OF_CLONE,
  useGitFolderFixtures,
  type Run,
} from '../../kit/tasks/git-folder-fixture';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { contentOf, gitFolder } from '../../kit/tasks/workspace-content';
import { count } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

describeOnNode('DatabricksDeployCode with a Git folder', (node) => {
  const { fixture, origin, first } = useGitFolderFixtures(node);

  it('clones the repository of the run to where nothing stood, folders above included', async () => {
    const { workspace, deploy } = fixture();
    assertDeployed(await deploy({ commit: first() }), first());
    assert.equal(await contentOf(workspace, `${PATH}/conf/settings.json`), '{"depth": 1}');
    assert.match(await contentOf(workspace, `${PATH}/train`), /print\("one"\)/);
    assert.equal((await gitFolder(workspace, PATH))['url'], URL_OF_CLONE);
  });

  it('checks out the branch of the run, and not the default one', async () => {
    const { workspace, deploy } = fixture();
    const next = origin().commit('feature/deep', { 'conf/settings.json': '{"depth": 2}' });
    const step = await deploy({ commit: next, ref: 'refs/heads/feature/deep' });
    assertDeployed(step, next);
    assert.equal(await contentOf(workspace, `${PATH}/conf/settings.json`), '{"depth": 2}');
    assert.equal((await gitFolder(workspace, PATH))['branch'], 'feature/deep');
  });

  it('updates a folder that is behind, and says from where to where', async () => {
    const { workspace, deploy } = fixture();
    await deploy({ commit: first() });
    const second = origin().commit('main', { 'conf/settings.json': '{"depth": 3}' });
    const step = await deploy({ commit: second });
    assertDeployed(step, second);
    assert.equal(await contentOf(workspace, `${PATH}/conf/settings.json`), '{"depth": 3}');
    assert.ok(step.log.some((line) => line.includes(`main ${first()} → main ${second}`)));
    assert.equal(count(workspace, 'POST', REPOS), 1);
  });

  it('changes nothing if the folder already exists', async () => {
    const { workspace, deploy } = fixture();
    await deploy({ commit: first() });
    const before = workspace.requests.length;
    const step = await deploy({ commit: first() });
    assertDeployed(step, first());
    assert.deepEqual(
      workspace.requests.slice(before).map(({ method }) => method),
      ['GET', 'GET'],
    );
  });

  it('checks out a tag, on no branch', async () => {
    const { workspace, deploy } = fixture();
    origin().git('tag', '--annotate', '--message', 'release', 'v1.0');
    origin().commit('main', { 'conf/settings.json': '{"depth": 9}' });
    const step = await deploy({ commit: first(), ref: 'refs/tags/v1.0' });
    assertDeployed(step, first());
    assert.equal(await contentOf(workspace, `${PATH}/conf/settings.json`), '{"depth": 1}');
    assert.equal((await gitFolder(workspace, PATH))['branch'], undefined);
    const again = await deploy({ commit: first(), ref: 'refs/tags/v1.0' });
    assert.ok(again.log.some((line) => line.includes('already at')));
  });

  it('fails when the branch has moved on since the run began, and tells where the folder is', async () => {
    const { deploy } = fixture();
    const second = origin().commit('main', { 'conf/settings.json': '{"depth": 2}' });
    const step = await deploy({ commit: first() });
    assertFailed(
      step,
      new RegExp(`is at ${second} of branch 'main', but this run tests ${first()}: the branch has moved`),
    );
    assert.match(step.issues[0]?.message ?? '', /\nFix: .*'mode: files'.*\(GIT_COMMIT_MISMATCH\)$/);
    assert.equal(step.outputs['deployedCommit'], second);
  });

  it('fails on a branch of the pull request, whose merge commit no branch holds', async () => {
    const { deploy } = fixture();
    origin().commit('topic', { 'conf/settings.json': '{"depth": 2}' });
    const step = await deploy({
      commit: 'a'.repeat(40),
      ref: 'refs/pull/42/merge',
      variables: { 'System.PullRequest.PullRequestId': '42' },
      inputs: { gitRef: 'refs/heads/topic' },
    });
    assertFailed(step, /the merge commit of pull request 42 is on no branch/);
  });

  exhaustively('waits for a first read that still sees the folder before its checkout', async () => {
    const { workspace, deploy } = fixture();
    workspace.addFault({ method: 'GET', path: `${REPOS}/`, merge: { head_commit_id: 'b'.repeat(40) }, times: 2 });
    assertDeployed(await deploy({ commit: first() }), first());
  });

  it('leaves evidence of commit, branch and run as a file and an artifact', async () => {
    const { deploy } = fixture();
    const { uploadedArtifacts, evidence } = await deploy({ commit: first() });
    assert.match(uploadedArtifacts[0]?.name ?? '', /^mlops-deployment-attempt1-[0-9a-f]{12}$/);
    assert.match(uploadedArtifacts[0]?.path ?? '', /work\/1\/mlops\/deployment-attempt1-[0-9a-f]{12}\.json$/);
    const [record = {}] = evidence;
    const { kind, version, state, mode, deployedPath, gitFolder: folder, run } = record;
    assert.deepEqual([kind, version, state, mode], ['deployment', 1, 'complete', 'gitFolder']);
    assert.equal(deployedPath, `/Workspace${PATH}`);
    assert.equal((folder as JsonObject)['url'], URL_OF_CLONE);
    const { commit, branch, repository, runUrl } = run as JsonObject;
    assert.deepEqual([commit, branch, repository], [first(), 'refs/heads/main', 'churn']);
    assert.match(runUrl as string, /buildId=214$/);
  });

  exhaustively('leaves no evidence of a folder that is at another commit', async () => {
    const { deploy } = fixture();
    origin().commit('main', { 'a.txt': 'a' });
    assert.deepEqual((await deploy({ commit: first() })).evidence, []);
  });

  it('fails when the evidence cannot be written', async () => {
    const { deploy } = fixture();
    const prepare = (folder: string): void => writeFileSync(join(folder, 'mlops'), 'a file where a folder must be');
    assertFailed(
      await deploy({ commit: first(), prepare }),
      /cannot be written to \/.*mlops.*\(EVIDENCE_NOT_WRITTEN\)$/s,
    );
  });

  const REFUSED: readonly { what: string; run: Partial<Run>; says: RegExp }[] = [
    {
      what: 'the merge commit of a pull request',
      run: { ref: 'refs/pull/42/merge', variables: { 'System.PullRequest.PullRequestId': '42' } },
      says: /'refs\/pull\/42\/merge', the merge commit of pull request 42; .*\nFix: For pull requests, set 'mode: files'/,
    },
    {
      what: 'an address with a password',
      run: { inputs: { gitUrl: 'https://me:pat-123@github.com/a/b' } },
      says: /'gitUrl' holds a password/,
    },
    { what: 'a volume', run: { inputs: { destination: '/Volumes/a/b/c/d' } }, says: /a volume cannot contain/ },
    { what: 'an input for files', run: { inputs: { include: '*.py' } }, says: /'include' has no effect/ },
    { what: 'a run without a commit', run: { commit: '4711' }, says: /no Git commit to compare/ },
    { what: 'a short branch name', run: { inputs: { gitRef: 'main' } }, says: /'gitRef' is 'main'.*refs\/heads/s },
    { what: 'an ssh address', run: { inputs: { gitUrl: 'git@github.com:a/b.git' } }, says: /'gitUrl' is no https/ },
    {
      what: 'a host that may run any product',
      run: { inputs: { gitUrl: 'https://git.contoso.example/a/b' } },
      says: /git\.contoso\.example.*Fix: Set 'gitProvider'/s,
    },
    { what: "somebody's home", run: { inputs: { destination: '/Users/a@b.c' } }, says: /other people's folders/ },
    {
      what: "somebody's home after a doubled prefix",
      run: { inputs: { destination: '/Workspace/Workspace/Users/a@b.c' } },
      says: /other people's folders/,
    },
    { what: 'a relative path', run: { inputs: { destination: 'Shared/x' } }, says: /not a normalized absolute path/ },
    {
      what: 'a path that climbs',
      run: { inputs: { destination: '/Shared/a/../../x' } },
      says: /not a normalized absolute path/,
    },
  ];
  for (const { what, run, says } of variants(REFUSED, 3)) {
    it(`refuses ${what} before any request`, async () => {
      const { workspace, deploy } = fixture();
      assertFailed(await deploy({ commit: first(), ...run }), says);
      assert.equal(workspace.requests.length, 0);
    });
  }

  it('lists all that is wrong at once', async () => {
    const { deploy } = fixture();
    const step = await deploy({ commit: first(), inputs: { destination: 'x', gitUrl: 'svn://y', gitRef: 'z' } });
    assertFailed(step, /^3 problems.*'destination'.*'gitUrl'.*'gitRef'/s);
  });

  const OCCUPIED: readonly { what: string; put: (workspace: Workspace) => void; says: RegExp }[] = [
    { what: 'a plain folder', put: (workspace) => workspace.putFile(`${PATH}/x.txt`, 'x'), says: /but a directory/ },
    { what: 'a notebook', put: (workspace) => workspace.putNotebook(PATH, '1'), says: /but a notebook/ },
    { what: 'a file', put: (workspace) => workspace.putFile(PATH, 'x'), says: /but a file/ },
  ];
  for (const { what, put, says } of variants(OCCUPIED)) {
    it(`leaves ${what} at the destination alone`, async () => {
      const { workspace, deploy } = fixture();
      put(workspace);
      assertFailed(await deploy({ commit: first() }), says);
      assert.ok(workspace.requests.every(({ method }) => method === 'GET'));
    });
  }

  exhaustively('leaves a Git folder of another repository alone', async () => {
    const other = 'https://github.com/contoso/other';
    const { workspace, deploy } = fixture({
      gitRemotes: { [other]: origin().folder, [URL_OF_CLONE]: origin().folder },
    });
    await deploy({ commit: first(), inputs: { gitUrl: other } });
    const step = await deploy({ commit: first() });
    assertFailed(step, /is a Git folder of https:\/\/github\.com\/contoso\/other, not of https:\/\/dev\.azure\.com/);
    assert.equal((await gitFolder(workspace, PATH))['url'], other);
  });

  exhaustively('explains local edits that a checkout would overwrite, and keeps them', async () => {
    const { workspace, deploy } = fixture();
    await deploy({ commit: first() });
    workspace.putFile(`${PATH}/conf/settings.json`, 'edited by hand');
    const second = origin().commit('main', { 'conf/settings.json': '{"depth": 2}' });
    const step = await deploy({ commit: second });
    assertFailed(step, /has uncommitted edits.*\nFix: Open \/Shared\/ci\/churn.*\(GIT_FOLDER_CHANGED\)$/s);
    assert.equal(await contentOf(workspace, `${PATH}/conf/settings.json`), 'edited by hand');
  });

  it('names a branch that is gone from the repository', async () => {
    const { deploy } = fixture();
    const step = await deploy({ commit: first(), ref: 'refs/heads/gone' });
    assertFailed(step, /Branch 'gone' does not exist.*\nFix: Check that .* still has branch 'gone'.*\(GIT_REFUSED\)$/s);
  });

  it('names a repository that Databricks cannot clone', async () => {
    const { deploy } = fixture({ gitRemotes: { [URL_OF_CLONE]: '/no/such/repository' } });
    assertFailed(await deploy({ commit: first() }), /Cloning .* failed .*\(GIT_REFUSED\)$/s);
  });
});
