import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { runStep, STAGING } from '../../kit/tasks/pipeline';
import { variants } from '../../kit/tier';

const SECRET = 's3cret-token';
const REFUSED: readonly { what: string; uri: string; says: RegExp }[] = [
  { what: 'a query', uri: `https://mlflow.example.com/?token=${SECRET}`, says: /holds a query/ },
  { what: 'a password', uri: `https://ci:${SECRET}@mlflow.example.com`, says: /holds a user name or password/ },
  { what: 'the login of a database', uri: `postgresql://ci:${SECRET}@db/mlflow`, says: /is not an http address/ },
  { what: 'a fragment', uri: `https://mlflow.example.com/#${SECRET}`, says: /holds a fragment/ },
  { what: 'a user name alone', uri: `https://${SECRET}@mlflow.example.com`, says: /holds a user name or password/ },
  { what: 'a password in another form', uri: 'https://ci:s3cret%2Dtoken@mlflow.example.com', says: /user name/ },
  {
    what: 'a password and no port',
    uri: `https://ci:${SECRET}@mlflow.example.com:none`,
    says: /is not an http address/,
  },
];

describeOnNode("A task whose 'trackingUri' is more than a plain URL", (node) => {
  for (const { what, uri, says } of variants(REFUSED, 3)) {
    it(`refuses ${what} and never prints it`, async () => {
      const inputs = { modelName: 'churn', target: 'alias:champion', reason: 'drift', trackingUri: uri };
      const taskFolder = join(STAGING, 'MLflowRollbackModel');
      const step = await runStep({ workspace: { host: 'http://127.0.0.1:1', token: 'unused' }, node }, inputs, {
        taskFolder,
      });
      assert.equal(step.result, 'Failed');
      const message = step.issues.at(-1)?.message ?? '';
      assert.match(message, says);
      assert.match(
        message,
        /^'trackingUri' [^\n]*\nFix: Set 'trackingUri' to the address alone[^\n]* \(HOST_UNUSABLE\)$/,
      );
      const printed = step.rawLines.filter((line) => !line.startsWith('##vso[task.setsecret]'));
      assert.deepEqual(
        printed.filter((line) => line.includes(SECRET) || line.includes('s3cret%2Dtoken')),
        [],
      );
    });
  }
});
