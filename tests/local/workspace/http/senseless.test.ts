import assert from 'node:assert/strict';
import { toJson, type Json } from '../../../../lib/core/lossless-json';
import type { Workspace } from '../../../../local/workspace/workspace';
import { variants } from '../../../kit/tier';
import { REFUSED } from '../../../kit/workspace/refusals/every-route';
import { endpointOf, type RefusedCall } from '../../../kit/workspace/refusals/refused-call';
import { rawErrorOf, send, useWorkspaceServer } from '../../../kit/workspace/stand-in';

const TAKES_A_BODY = /^(?:POST|PUT|PATCH) /;
/** They take bytes or a form, whatever is in them, or no body at all. */
const TAKES_NO_JSON = /import-file|\/oidc\/|signed-storage|PUT \S+\/fs\/|statements\/\{id\}\/cancel/;
const DEEP = `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`;

describe('a request that makes no sense', function () {
  // The first request to MLflow waits for its server to start.
  this.timeout(60_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  before(() => {
    workspace = addWorkspace();
  });
  afterEach(() => {
    workspace.findings.acceptUnknownMembers();
    assert.deepEqual(workspace.findings.crashes, []);
  });

  const withBody = REFUSED.filter(({ route }) => TAKES_A_BODY.test(route) && !TAKES_NO_JSON.test(route));

  for (const { name, body } of [
    { name: 'is cut off', body: '{"path":' },
    { name: 'is a list', body: '[1]' },
  ]) {
    it(`is refused by every route when its body ${name}`, async () => {
      const statuses = await Promise.all(withBody.map((refused) => answerTo(refused, body)));
      assert.deepEqual(
        statuses.filter(([, [status]]) => status < 400 || status >= 500),
        [],
      );
      const malformed = statuses.filter(([, [, code]]) => code === 'MALFORMED_REQUEST');
      assert.ok(malformed.length > statuses.length / 2, toJson(statuses.map(([endpoint]) => endpoint)));
    });
  }

  const WRONG: readonly { name: string; wrong: Json }[] = [
    { name: 'an object', wrong: { a: 1 } },
    { name: 'a text of slashes, quotes and signs', wrong: '/../"\'`%00\u0000ü\u202e\u{1f600}' },
    { name: 'a list of lists', wrong: [[1]] },
    { name: 'a truth', wrong: true },
    { name: 'a number beyond all', wrong: 10n ** 40n },
  ];
  for (const { name, wrong } of variants(WRONG)) {
    it(`puts out no route when a member is ${name}`, async () => {
      const statuses = await Promise.all(
        withBody.flatMap((refused) =>
          Object.keys(refused.fields).map((member) =>
            answerTo(refused, toJson({ ...refused.fields, [member]: wrong })),
          ),
        ),
      );
      assert.deepEqual(
        statuses.filter(([, [status]]) => status >= 500),
        [],
      );
    });
  }

  it('puts out no route when its body is nested deep', async () => {
    const statuses = await Promise.all(withBody.map((refused) => answerTo(refused, DEEP)));
    assert.deepEqual(
      statuses.filter(([, [status]]) => status >= 500),
      [],
    );
  });

  async function answerTo(refused: RefusedCall, body: string) {
    const endpoint = endpointOf(refused);
    return [endpoint, rawErrorOf(await send(workspace, endpoint, { body }))] as const;
  }
});
