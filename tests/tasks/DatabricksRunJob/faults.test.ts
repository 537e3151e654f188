import assert from 'node:assert/strict';
import type { Fault } from '../../../local/workspace/http/fault';
import { DENIED } from '../../kit/tasks/mishaps';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, runStep } from '../../kit/tasks/pipeline';
import { count, GET_RUN, OUTPUT, STATUS, SUBMIT, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { exhaustively, variants } from '../../kit/tier';

interface Survived {
  readonly what: string;
  readonly faults: readonly Fault[];
  /** How often the run is asked to start, counting the lost ones. */
  readonly submits: number;
}

const ME = '/api/2.0/preview/scim/v2/Me';
const submit = { method: 'POST', path: SUBMIT };
const look = { method: 'GET', path: GET_RUN };

const SURVIVED: readonly Survived[] = [
  {
    what: 'a throttled start that says when to come back',
    faults: [{ ...submit, status: 429, headers: { 'Retry-After': '2' } }],
    submits: 2,
  },
  {
    what: 'a start whose answer is lost after the change',
    faults: [{ ...submit, reset: true, after: true }],
    submits: 2,
  },
  { what: 'a start whose answer breaks off half-way', faults: [{ ...submit, truncated: true }], submits: 2 },
  {
    what: 'a run that cannot be read yet right after its start',
    faults: [
      { ...look, status: 400, body: { error_code: 'INVALID_PARAMETER_VALUE', message: 'Run 1 does not exist.' } },
    ],
    submits: 1,
  },
  {
    what: 'throttled looks',
    faults: [{ ...look, status: 429, headers: { 'Retry-After': '1' }, times: 3 }],
    submits: 1,
  },
  {
    what: 'an unavailable service while the output is read',
    faults: [{ method: 'GET', path: OUTPUT, status: 503 }],
    submits: 1,
  },
  { what: 'a start that meets an unavailable service', faults: [{ ...submit, status: 503, times: 2 }], submits: 3 },
  { what: 'a start whose connection is reset before it arrives', faults: [{ ...submit, reset: true }], submits: 2 },
  {
    what: 'a start whose answer is a 503 after the change',
    faults: [{ ...submit, status: 503, after: true }],
    submits: 2,
  },
  { what: 'looks that end in a reset connection', faults: [{ ...look, reset: true, times: 2 }], submits: 1 },
  { what: 'a gateway that times out between looks', faults: [{ ...look, status: 504, skip: 1, times: 2 }], submits: 1 },
];

interface Fatal {
  readonly what: string;
  readonly fault: Fault;
  readonly says: RegExp;
}

const LOGIN_PAGE = '<html><title>Sign in</title></html>';
const html = { 'Content-Type': 'text/html; charset=utf-8' };
const status = { method: 'GET', path: STATUS, times: Infinity };

const FATAL: readonly Fatal[] = [
  {
    what: 'a wrong token, which the service answers with 403',
    fault: { ...status, status: 403, body: { error_code: 403, message: 'Invalid access token. [ReqId: 7]' } },
    says: /Looking up \/Shared\/ok failed \(403\): Invalid access token.*request \S+.*\nFix: Put a valid token/,
  },
  {
    what: 'a login page instead of data',
    fault: { ...status, status: 200, headers: html, body: LOGIN_PAGE },
    says: /a web page came back instead of data.*\nFix: .*private link/,
  },
  {
    what: 'a missing permission, naming identity, permission and object',
    fault: {
      method: 'POST',
      path: SUBMIT,
      status: 403,
      body: { error_code: 'PERMISSION_DENIED', message: 'dev@example.com may not run this.' },
    },
    says: /Starting a one-time run failed \(403 PERMISSION_DENIED\).*\nFix: Grant 'dev@example\.com' the right to start runs, and 'Can Restart' on/,
  },
  {
    what: 'throttling that outlasts the budget',
    fault: { ...status, status: 429, headers: { 'Retry-After': '100' } },
    says: /failed \(429 REQUEST_LIMIT_EXCEEDED\).*\nFix: Re-run this stage later/,
  },
  {
    what: 'a permanent fault of the service',
    fault: { ...status, status: 500, body: { error_code: 'INTERNAL_ERROR', message: 'broken' } },
    says: /\(500 INTERNAL_ERROR\): broken.*\nFix: .*request id/,
  },
  {
    what: 'a credential of the wrong kind',
    fault: {
      ...status,
      status: 401,
      body: { error_code: 401, message: 'Credential was not sent or was of an unsupported type for this API.' },
    },
    says: /\(401\): Credential was not sent.*\nFix: Put a valid token/,
  },
  {
    what: 'a redirect to a login page',
    fault: { ...status, status: 302, headers: { ...html, Location: 'https://login.example/' }, body: LOGIN_PAGE },
    says: /a web page came back.*\nFix: .*private link/,
  },
  {
    what: 'a response that is neither JSON nor a page',
    fault: { ...status, status: 200, headers: { 'Content-Type': 'application/json' }, body: 'oops' },
    says: /Looking up \/Shared\/ok failed \(200\): the answer cannot be used: it is not JSON: oops/,
  },
];

describeOnNode('DatabricksRunJob when the service falters', (node) => {
  const newWorkspace = useWorkspaces();

  for (const { what, faults, submits } of variants(SURVIVED, 2)) {
    it(`survives ${what}, and starts one run`, async () => {
      const workspace = newWorkspace();
      faults.forEach((fault) => workspace.addFault(fault));
      const step = await runStep({ workspace, node, speed: 20 }, { notebookPath: '/Shared/ok' });
      assert.equal(step.result, 'Succeeded', step.log.join('\n'));
      assert.equal(workspace.runs().length, 1);
      assert.equal(count(workspace, 'POST', SUBMIT), submits);
    });
  }

  for (const { what, fault, says } of variants(FATAL, 3)) {
    it(`fails with two lines on ${what}, having started nothing`, async () => {
      const workspace = newWorkspace();
      workspace.addFault(fault);
      const step = await runStep({ workspace, node, speed: 200 }, { notebookPath: '/Shared/ok' });
      assert.equal(step.result, 'Failed');
      assert.match(step.issues[0]?.message ?? '', says);
      assert.equal(workspace.runs().length, 0);
    });
  }

  it('does not name the identity of the connection if it is unknown', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ ...submit, ...DENIED });
    workspace.addFault({ method: 'GET', path: ME, ...DENIED });
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/ok' });
    assert.match(step.issues[0]?.message ?? '', /\nFix: Grant the identity of the connection the right to start runs,/);
  });

  it('does not repeat the look that a stale first read answers, when reads are stale everywhere', async () => {
    const workspace = newWorkspace({ staleReads: true });
    const step = await runStep({ workspace, node, speed: 20 }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.equal(workspace.runs().length, 1);
  });

  exhaustively('tolerates a service that is unreachable for ten minutes, and says so once', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ ...look, status: 503, skip: 1, times: 40 });
    const step = await runStep({ workspace, node, speed: 400 }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded', step.log.join('\n'));
    assert.equal(step.log.filter((line) => line.includes('no contact')).length, 1);
    assert.equal(step.log.filter((line) => line.includes('in contact again')).length, 1);
  });

  it('gives up after fifteen minutes without contact, and leaves the run alone', async () => {
    const workspace = newWorkspace();
    workspace.addFault({ ...look, status: 503, skip: 1, times: Infinity });
    const step = await runStep({ workspace, node, speed: 2000 }, { notebookPath: '/Shared/sleeps' });
    assert.equal(step.result, 'Failed');
    assert.match(
      step.issues.find(({ type }) => type === 'error')?.message ?? '',
      /could not be seen for 1\d min.*The step did not touch it.*\nFix: .*re-run this stage: it attaches/,
    );
    assert.equal(step.outputs['resultState'], 'UNKNOWN');
    assert.equal(workspace.runs()[0]?.phase, 'RUNNING');
    assert.equal(step.taskVariables['runToCancel'], '', 'the clean-up after the job leaves it alone, too');
  });

  it('says that a run may be alive when no answer to its start comes through, and finds it on a re-run', async () => {
    const workspace = newWorkspace();
    // A 500 is not repeated, so the first lost answer is the last word.
    workspace.addFault({ ...submit, status: 500, after: true });
    await inPipeline({ workspace, node, speed: 20 }, async (pipeline) => {
      const lost = await pipeline.run({ notebookPath: '/Shared/sleeps' });
      assert.match(
        lost.issues[0]?.message ?? '',
        /there was no usable answer \(.*\); a run may be alive\.\nFix: Re-run this stage: it attaches .*\(START_UNCONFIRMED\)$/,
      );
      assert.equal(workspace.runs().length, 1);
      const again = await pipeline.run({ notebookPath: '/Shared/sleeps', wait: 'false' });
      assert.equal(again.outputs['runId'], workspace.runs()[0]?.runId);
      assert.equal(workspace.runs().length, 1);
    });
  });

  it('fails when the token is taken back in the middle of a wait', async () => {
    const workspace = newWorkspace();
    workspace.addFault({
      ...look,
      skip: 2,
      times: Infinity,
      status: 403,
      body: { error_code: 403, message: 'Invalid access token.' },
    });
    const step = await runStep({ workspace, node, speed: 20 }, { notebookPath: '/Shared/sleeps' });
    assert.equal(step.result, 'Failed');
    assert.match(step.issues[0]?.message ?? '', /Invalid access token.*\nFix: Put a valid token/);
  });
});
