import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import type { Fault } from '../../../local/workspace/http/fault';
import type { RequestPattern } from '../../../local/workspace/http/request-pattern';
import { filesOfComparisons } from '../../kit/comparison/left-behind';
import { METHODS } from '../../kit/logins/methods';
import {
  comparisonOf,
  useCompareFixture,
  type CompareFixture,
  type CompareOptions,
} from '../../kit/tasks/compare-fixture';
import { useLoginFixtures } from '../../kit/tasks/login-fixtures';
import { DENIED, PASSING, PASSING_CHANGES } from '../../kit/tasks/mishaps';
import { SUBMIT } from '../../kit/tasks/workspace-under-test';

const MODELS = `
from sklearn.linear_model import LogisticRegression
register(LogisticRegression().fit(rows[["visits"]], rows["churned"]), "churn", inputs=["visits"])
register(LogisticRegression().fit(rows[["age", "visits"]], rows["churned"]), "churn")
`;
/** Rows frozen, two models scored, statistics reduced. */
const RUNS = 4;
const REVOKED = { status: 403, body: { error_code: 'PERMISSION_DENIED', message: 'Invalid access token.' } };
const UPLOAD = '/api/2.0/workspace/import';
const POLL = '/api/2.2/jobs/runs/get';
const OUTPUT = '/api/2.2/jobs/runs/get-output';

type Kind = RequestPattern & { readonly method: string; readonly path: RegExp };
/** How often a comparison without faults sends it. */
type Counted = Kind & { readonly times: number };
/** Which fault reads get, and the one of changes. */
type Disturbance = readonly [index: number, change: Fault];

describe('MLflowCompareModels on a bad day', function () {
  this.timeout(300_000);
  const open = useCompareFixture('churn', MODELS);
  const { through } = useLoginFixtures();
  let kinds: readonly Counted[] = [];
  before(async () => {
    const { model, workspace } = open();
    await model.movePointer({ pointer: { type: 'alias', name: 'champion' }, version: 1, others: 'keep' });
    const { length } = workspace.requests;
    succeeded(await compare());
    kinds = kindsOf(workspace.requests.slice(length));
  });

  /** A report needs no compliance, and each comparison is a pipeline run of its own: a look is counted once in each. */
  let step = 0;
  function compare(options: CompareOptions = {}): Promise<StepResult> {
    step += 1;
    const fixture = open();
    return fixture.compare(2, {
      evidence: fixture.newFolder(),
      more: { mode: 'report' },
      variables: planOf(step),
      ...options,
    });
  }

  async function assertNothingLeft({ workspace }: CompareFixture, runsBefore: number): Promise<void> {
    const started = workspace.runs().slice(runsBefore);
    await Promise.all(started.map(({ runId }) => workspace.runEnded(runId)));
    assert.deepEqual(await filesOfComparisons(workspace), []);
  }

  /** Lets the requests of some kinds go wrong, and expects that nobody notices. */
  async function assertUnharmed(disturbed: readonly Kind[], [index, change]: Disturbance, skip = 0): Promise<void> {
    const fixture = open();
    const { workspace } = fixture;
    const before = workspace.runs().length;
    const [, passing = {}] = PASSING[index % PASSING.length] ?? [];
    const remove = disturbed.map((kind) =>
      workspace.addFault({ method: kind.method, path: kind.path, ...(kind.method === 'GET' ? passing : change), skip }),
    );
    const ended = succeeded(await compare());
    remove.forEach((undo) => undo());
    assert.equal(comparisonOf(ended).verdict, 'SUPERIOR');
    assert.equal(workspace.runs().length, before + RUNS);
    await assertNothingLeft(fixture, before);
  }

  for (const [index, [what, fault]] of PASSING_CHANGES.entries()) {
    it(`comes to the same verdict, with each run once, although every kind of change ${what}`, async () => {
      assert.ok(kinds.length > 15, `only ${kinds.length} kinds of requests`);
      await assertUnharmed(kinds, [index, fault]);
    });
  }

  /**
   * A kind of request comes again for another run, for what is read after the runs, or to read back a tag. Only looks at
   * runs and uploads come more than four times: a loop treats all looks alike, and one function uploads all notebooks.
   */
  const AGAIN = [
    ['second', 1],
    ['third', 2],
    ['fourth', 3],
  ] as const;
  for (const [nth, skip] of AGAIN) {
    const [what, fault] = PASSING_CHANGES[skip - 1] ?? assert.fail();
    it(`comes to the same verdict, with each run once, although the ${nth} request of each kind ${what}`, async () => {
      const again = kinds.filter(({ times }) => times > skip);
      assert.ok(
        again.some(({ method, path }) => method === 'POST' && path.test(SUBMIT)),
        'starts come four times',
      );
      await assertUnharmed(again, [skip, fault], skip);
    });
  }

  it('sends only uploads and looks at runs more than four times', () =>
    assert.deepEqual(
      kinds.filter(({ times }) => times > AGAIN.length + 1).map(({ path }) => path.source.replaceAll('\\', '')),
      [`^${UPLOAD}$`, `^${POLL}$`],
    ));

  it('is red without a verdict when it may not start runs', async () => {
    const fixture = open();
    const before = fixture.workspace.runs().length;
    const remove = fixture.workspace.addFault({ method: 'POST', path: SUBMIT, ...DENIED, times: Infinity });
    const ended = await compare();
    remove();
    assert.equal(ended.result, 'Failed');
    assert.equal(ended.outputs['verdict'], undefined);
    assert.equal(fixture.workspace.runs().length, before);
    await assertNothingLeft(fixture, before);
  });

  /** From the first change to the last: before it, there is nothing to end. */
  const CANCELED_AT: readonly (readonly [what: string, at: RequestPattern, nth: number])[] = [
    ['the first upload', { method: 'POST', path: UPLOAD }, 1],
    ['the start that freezes rows', { method: 'POST', path: SUBMIT }, 1],
    ['the first look at a run', { method: 'GET', path: POLL }, 1],
    ['what was frozen', { method: 'GET', path: OUTPUT }, 1],
    ['the start of the first model', { method: 'POST', path: SUBMIT }, 2],
    ['the start of the second model', { method: 'POST', path: SUBMIT }, 3],
    ['what the first model said', { method: 'GET', path: OUTPUT }, 2],
    ['what the second model said', { method: 'GET', path: OUTPUT }, 3],
    ['the start that reduces', { method: 'POST', path: SUBMIT }, 4],
    ['the statistics', { method: 'GET', path: OUTPUT }, 4],
    ['the deletion of what was left', { method: 'POST', path: '/api/2.0/workspace/delete' }, 1],
    ['the count of the look', { method: 'POST', path: /registered-models\/set-tag$/ }, 1],
  ];
  for (const [what, at, nth] of CANCELED_AT) {
    it(`leaves no run alive and no file behind when the pipeline is canceled at ${what}`, async () => {
      const fixture = open();
      const before = fixture.workspace.runs().length;
      const pipeline = new AbortController();
      const reached = seenTimes(fixture, at, nth);
      const comparing = compare({ signal: pipeline.signal });
      await reached;
      pipeline.abort();
      const ended = await comparing;
      assert.equal(ended.result, 'Canceled', ended.log.join('\n'));
      assert.equal(ended.outputs['isBetter'], undefined);
      await assertNothingLeft(fixture, before);
    });
  }

  const REVOKED_AT: readonly (readonly [what: string, at: RequestPattern, nth: number])[] = [
    ['while rows are frozen', { method: 'GET', path: POLL }, 1],
    ['while models score', { method: 'POST', path: SUBMIT }, 3],
    ['while it reduces', { method: 'POST', path: SUBMIT }, 4],
  ];
  for (const [what, at, nth] of REVOKED_AT) {
    it(`is red, with the link of what runs, when its token is revoked ${what}, and the next attempt cleans up`, async () => {
      const fixture = open();
      const { workspace } = fixture;
      const before = workspace.runs().length;
      const variables = planOf(step + 1);
      const reached = seenTimes(fixture, at, nth);
      const comparing = compare({ name: 'compare', variables });
      await reached;
      const remove = workspace.addFault({ path: /./, ...REVOKED, times: Infinity });
      const ended = await comparing;
      remove();
      assert.equal(ended.result, 'Failed', ended.log.join('\n'));
      assert.match(ended.log.join('\n'), /#job\/\d+\/run\/\d+/);
      const { verdict } = comparisonOf(succeeded(await compare({ name: 'compare', variables })));
      // The notebooks ask with the same token: if it was revoked under one of them, the comparison says ERROR.
      assert.match(verdict, /^(?:SUPERIOR|ERROR)$/);
      await assertNothingLeft(fixture, before);
    });
  }

  it('renews its token each time that it ends', async () => {
    const fixture = open();
    const before = fixture.workspace.runs().length;
    const [method = assert.fail()] = METHODS;
    await through(
      async (login) => {
        // Enough for all requests that are on their way at once.
        method.login(login).tokens.lifetime = { seconds: 3600, speed: 1, uses: 7 };
        const { machine } = login;
        const at = { host: login.workspaceUrl, token: 'never-used' };
        const ended = await compare({ connection: { workspace: at, machine, endpoint: method.endpoint(login) } });
        assert.equal(comparisonOf(succeeded(ended)).verdict, 'SUPERIOR');
        assert.ok(method.login(login).tokens.all.length > 5, 'tokens were renewed');
      },
      { workspace: fixture.workspace },
    );
    await assertNothingLeft(fixture, before);
  });
});

function succeeded(ended: StepResult): StepResult {
  assert.match(ended.result, /^Succeeded/, ended.log.join('\n'));
  return ended;
}

/** What the step itself asks for, each method and path once; the runs that it starts ask, too. */
function kindsOf(requests: CompareFixture['workspace']['requests']): readonly Counted[] {
  const ofStep = requests.filter(({ headers }) => String(headers['user-agent']).includes('MLflowCompareModels'));
  const texts = ofStep.map(({ method, path }) => `${method} ${path}`);
  const distinct = new Map(ofStep.map(({ method, path }) => [`${method} ${path}`, { method, path }]));
  return [...distinct].map(([text, { method, path }]) => ({
    method,
    path: new RegExp(`^${path.replaceAll(/[.]/g, '\\.')}$`),
    times: texts.filter((each) => each === text).length,
  }));
}

function planOf(number: number): Readonly<Record<string, string>> {
  return { 'System.PlanId': `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` };
}

async function seenTimes({ workspace }: CompareFixture, at: RequestPattern, nth: number): Promise<void> {
  for (let seen = 0; seen < nth; seen += 1) {
    await workspace.waitForRequest(at, { isNew: true, answered: true });
  }
}
