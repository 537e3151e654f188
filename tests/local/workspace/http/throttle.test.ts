import assert from 'node:assert/strict';
import { VirtualClock } from '../../../kit/virtual-clock';
import { call, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const GET_RUN = 'GET /api/2.2/jobs/runs/get';
const SUBMIT = 'POST /api/2.2/jobs/runs/submit';

describe('a throttled workspace', () => {
  const clock = new VirtualClock({ advance: 'manual' });
  const addWorkspace = useWorkspaceServer({ clock });

  async function statuses(
    workspace: ReturnType<typeof addWorkspace>,
    endpoint: string,
    times: number,
  ): Promise<readonly number[]> {
    const answers = await Promise.all(Array.from({ length: times }, () => call(workspace, endpoint)));
    return answers.map(({ status }) => status);
  }

  it("takes a second's worth of requests at once and refuses the next, saying when to come back", async () => {
    const workspace = addWorkspace({ throttled: true });
    assert.ok((await statuses(workspace, SUBMIT, 35)).every((status) => status === 400));
    const refused = await call(workspace, SUBMIT);
    assert.equal(refused.status, 429);
    assert.equal(refused.body['error_code'], 'REQUEST_LIMIT_EXCEEDED');
    assert.equal(refused.headers.get('retry-after'), '1');
  });

  it('counts each route and each workspace for itself', async () => {
    const [one, other] = [addWorkspace({ throttled: true }), addWorkspace({ throttled: true })];
    await statuses(one, SUBMIT, 36);
    assert.equal((await call(one, GET_RUN)).status, 400);
    assert.equal((await call(other, SUBMIT)).status, 400);
  });

  it('lets everything through where it was not asked to throttle', async () => {
    assert.ok((await statuses(addWorkspace(), SUBMIT, 40)).every((status) => status === 400));
  });
});
