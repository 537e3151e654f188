import assert from 'node:assert/strict';
import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Fault } from '../../../local/workspace/http/fault';
import {
  assertDeployed,
  assertFailed,
  gitWorkEnded,
  PATH,
  REPOS,
  useGitFolderFixtures,
} from '../../kit/tasks/git-folder-fixture';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { contentOf } from '../../kit/tasks/workspace-content';
import { count } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

describeOnNode('DatabricksDeployCode with a Git folder when the service or the Git provider falters', (node) => {
  const { fixture, origin, first } = useGitFolderFixtures(node);

  const MISSING = {
    error_code: 'PERMISSION_DENIED',
    message:
      'Missing Git provider credentials. Go to User Settings > Git Integration to add your personal access token.',
  };
  const INVALID = {
    error_code: 'PERMISSION_DENIED',
    message:
      'Invalid Git provider credentials. Go to User Settings > Git Integration to ensure that:\n1. You have entered a username.',
  };
  const listed = (...credentials: readonly JsonObject[]): Fault => ({
    method: 'GET',
    path: '/api/2.0/git-credentials',
    body: { credentials },
  });

  it('tells how to add a Git credential for exactly this service principal', async () => {
    const { workspace, deploy } = fixture({
      identity: { kind: 'servicePrincipal', userName: '1b2c3d4e-0000-4000-8000-00000000aaaa' },
    });
    workspace.addFault({ method: 'GET', path: '/api/2.0/preview/scim/v2/Me', merge: { displayName: 'ci-bot' } });
    workspace.addFault({ method: 'POST', path: REPOS, status: 403, body: MISSING });
    workspace.addFault(listed());
    const step = await deploy({ commit: first() });
    assertFailed(step, /^'ci-bot' has no azureDevOpsServices credential .*dev\.azure\.com.*Missing Git provider/s);
    const [, fix = ''] = (step.issues[0]?.message ?? '').split('\nFix: ');
    assert.match(fix, /Service principals > ci-bot > Git integration/);
    assert.match(
      fix,
      /databricks api post \/api\/2\.0\/git-credentials --json '\{"git_provider": "azureDevOpsServices"/,
    );
    assert.match(fix, /"principal_id": \d+\}'.*\(GIT_CREDENTIALS_MISSING\)$/);
  });

  it('tells a person to add it under the linked accounts', async () => {
    const { workspace, deploy } = fixture();
    workspace.addFault({ method: 'POST', path: REPOS, status: 403, body: MISSING });
    workspace.addFault(listed({ credential_id: 5, git_provider: 'gitHub' }));
    assertFailed(await deploy({ commit: first() }), /\nFix: Add one: .* opens Settings > Linked accounts, or runs: /);
  });

  exhaustively('tells which credential to renew when the provider does not accept it', async () => {
    const { workspace, deploy } = fixture();
    await deploy({ commit: first() });
    const second = origin().commit('main', { 'a.txt': 'a' });
    workspace.addFault({ method: 'PATCH', path: `${REPOS}/`, status: 403, body: INVALID });
    workspace.addFault(listed({ credential_id: 93488329, git_provider: 'AzureDevOpsServices' }));
    const step = await deploy({ commit: second });
    assertFailed(step, /does not accept the azureDevOpsServices credential 93488329 of/);
    assert.match(
      step.issues[0]?.message ?? '',
      /api patch \/api\/2\.0\/git-credentials\/93488329 .*CREDENTIALS_REFUSED\)$/,
    );
  });

  it('still explains a missing credential when credentials cannot be listed', async () => {
    const { workspace, deploy } = fixture();
    workspace.addFault({ method: 'POST', path: REPOS, status: 403, body: MISSING });
    workspace.addFault({ method: 'GET', path: '/api/2.0/git-credentials', status: 403 });
    assertFailed(await deploy({ commit: first() }), /\(GIT_CREDENTIALS_MISSING\)$/);
  });

  const create = { method: 'POST', path: REPOS };
  const checkOut = { method: 'PATCH', path: `${REPOS}/` };
  const SURVIVED: readonly { what: string; faults: readonly Fault[]; creates: number }[] = [
    { what: 'a throttled clone', faults: [{ ...create, status: 429, headers: { 'Retry-After': '2' } }], creates: 2 },
    { what: 'a clone that meets an unavailable service', faults: [{ ...create, status: 503 }], creates: 2 },
    { what: 'a clone whose connection is reset before it arrives', faults: [{ ...create, reset: true }], creates: 2 },
    { what: 'a clone whose answer is lost', faults: [{ ...create, reset: true, after: true }], creates: 1 },
    { what: 'a clone whose answer is a 504', faults: [{ ...create, status: 504, after: true }], creates: 1 },
    { what: 'a clone whose answer breaks off', faults: [{ ...create, truncated: true }], creates: 1 },
    {
      what: 'a clone without an answer that shows after a while',
      faults: [
        { ...create, reset: true, after: true },
        { method: 'GET', path: '/api/2.0/workspace/get-status', status: 404, times: 3 },
      ],
      creates: 1,
    },
    {
      what: 'a throttled checkout',
      faults: [{ ...checkOut, status: 429, headers: { 'Retry-After': '2' } }],
      creates: 1,
    },
    { what: 'a checkout that meets an unavailable service', faults: [{ ...checkOut, status: 503 }], creates: 1 },
    { what: 'a checkout whose answer is lost', faults: [{ ...checkOut, reset: true, after: true }], creates: 1 },
    {
      what: 'a checkout whose answer is lost and whose repetition is refused',
      faults: [
        { ...checkOut, reset: true, after: true },
        {
          ...checkOut,
          status: 409,
          body: { error_code: 'RESOURCE_CONFLICT', message: 'Another operation is at work.' },
        },
      ],
      creates: 1,
    },
    { what: 'reads that end in a reset connection', faults: [{ method: 'GET', reset: true, times: 3 }], creates: 1 },
  ];
  for (const { what, faults, creates } of variants(SURVIVED)) {
    it(`survives ${what}, and clones once`, async () => {
      const { workspace, deploy } = fixture();
      faults.forEach((fault) => workspace.addFault(fault));
      assertDeployed(await deploy({ commit: first() }), first());
      assert.equal(count(workspace, 'POST', REPOS), creates);
      assert.equal(await contentOf(workspace, `${PATH}/conf/settings.json`), '{"depth": 1}');
    });
  }

  const FATAL: readonly { what: string; fault: Fault; says: RegExp }[] = [
    {
      what: 'a missing permission to clone',
      fault: { ...create, status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'No.' } },
      says: /Fix: Grant '.*' 'Can Manage' on the folder above \/Shared\/ci\/churn.*\(PERMISSION_MISSING\)$/s,
    },
    {
      what: 'clones of which none is ever answered or seen',
      fault: { ...create, status: 503, times: Infinity },
      says: /asked 3 times to clone .*\(GIT_FOLDER_UNCONFIRMED\)$/s,
    },
    {
      what: 'a checkout that a refusal of another kind stops',
      fault: { ...checkOut, status: 409, times: Infinity },
      says: /\(GIT_FOLDER_CHANGED\)$/,
    },
    {
      what: 'throttling that outlasts the budget',
      fault: { ...create, status: 429, headers: { 'Retry-After': '100' }, times: Infinity },
      says: /\(THROTTLED\)$/,
    },
    {
      what: 'a head that nobody tells',
      fault: { method: 'GET', path: `${REPOS}/`, merge: { head_commit_id: null }, times: Infinity },
      says: /is at \(unknown\).*\(GIT_COMMIT_MISMATCH\)$/s,
    },
  ];
  for (const { what, fault, says } of variants(FATAL)) {
    it(`fails on ${what}`, async () => {
      const { workspace, deploy } = fixture();
      origin().commit('other', { 'a.txt': 'a' });
      workspace.addFault(fault);
      const ref = fault.method === 'PATCH' ? 'refs/heads/other' : 'refs/heads/main';
      assertFailed(await deploy({ commit: first(), ref, speed: 1000 }), says);
    });
  }

  for (const { when, at } of variants([
    { when: 'while the checkout is under way', at: checkOut },
    { when: 'while the clone is under way', at: create },
  ])) {
    it(`says what may still happen when the pipeline is cancelled ${when}, and the next run repairs it`, async () => {
      const { workspace, deploy } = fixture();
      // Databricks does it, but its answer never comes, so that the step is still waiting when it is cancelled.
      workspace.addFault({ ...at, hang: true, after: true });
      origin().commit('other', { 'conf/settings.json': '{"depth": 5}' });
      const ref = 'refs/heads/other';
      const commit = origin().git('rev-parse', 'other');
      const pipeline = new AbortController();
      const running = deploy({ commit, ref, options: { signal: pipeline.signal } });
      await workspace.waitForRequest(at);
      pipeline.abort();
      const step = await running;
      assert.equal(step.result, 'Canceled');
      assert.match(
        step.issues[0]?.message ?? '',
        /was cancelled while Git folder .* Databricks may still finish it\.\nFix: /,
      );
      await gitWorkEnded(workspace);
      assertDeployed(await deploy({ commit, ref }), commit);
      assert.equal(await contentOf(workspace, `${PATH}/conf/settings.json`), '{"depth": 5}');
    });
  }
});
