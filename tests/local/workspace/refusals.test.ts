import assert from 'node:assert/strict';
import { toJson, type Json } from '../../../lib/core/lossless-json';
import type { Workspace } from '../../../local/workspace/workspace';
import { REFUSED } from '../../kit/workspace/refusals/every-route';
import { endpointOf } from '../../kit/workspace/refusals/refused-call';
import { call, send, useWorkspaceServer, type Answer } from '../../kit/workspace/stand-in';

/** They tell everybody the same, whatever is asked. */
const REFUSE_NOTHING = ['GET /.well-known/databricks-config', 'GET /oidc/.well-known/oauth-authorization-server'];

/** It redirects a browser without a token to a page of MLflow, which may say that the model does not exist. */
const LINK = 'GET /explore/data/models/{catalog}/{schema}/{model}/version/{version}';

describe('every route of the workspace', function () {
  // The first request to MLflow waits for its server to start.
  this.timeout(60_000);
  const addWorkspace = useWorkspaceServer();
  let workspace: Workspace;
  before(() => {
    workspace = addWorkspace();
  });

  it('stands in the table of those that refuse something', () => {
    const known = [...REFUSE_NOTHING, LINK, ...REFUSED.map(({ route }) => route)];
    assert.deepEqual(known.toSorted(), workspace.gateway.endpoints.toSorted());
  });

  for (const refused of REFUSED) {
    const { fields, error, token } = refused;
    const endpoint = endpointOf(refused);
    it(`refuses ${endpoint} with ${token ?? toJson(fields)}`, async () => {
      const answer = await call({ host: workspace.host, token: token ?? workspace.token }, endpoint, fields);
      assert.deepEqual([answer.status, codeOf(answer)], [error[0], error[1]], toJson(answer.body));
    });
  }

  for (const endpoint of REFUSE_NOTHING) {
    it(`answers ${endpoint} without a token`, async () => {
      const { status } = await call({ host: workspace.host, token: 'token-of-nobody' }, endpoint);
      assert.equal(status, 200);
    });
  }

  it('sends the link of a model on', async () => {
    const stranger = { host: workspace.host, token: 'token-of-nobody' };
    const { status } = await send(stranger, 'GET /explore/data/models/main/ml/churn/version/1');
    assert.equal(status, 302);
  });
});

/** Where the service, SCIM and OAuth put the code. */
function codeOf({ body }: Answer): Json | undefined {
  return body['error_code'] ?? body['error'] ?? body['status'];
}
