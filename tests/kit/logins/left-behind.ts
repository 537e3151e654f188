import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult } from '../../../local/agent/job';
import { JOB_TOKEN } from './fake-azure-devops';
import { CLIENT_SECRET } from './fake-entra';
import { OAUTH_SECRET, PRINCIPAL } from './fake-workspace';
import type { LoginFixture } from './login-fixture';

/** Every secret of the logins, also in the forms that they take on the way. */
function secretsOf(fixture: LoginFixture): readonly string[] {
  const { azureDevOps, entra, identityService, workspaceLogin, accessTokens, certificate } = fixture;
  const givenOut = [entra.tokens, identityService.tokens, workspaceLogin.tokens, accessTokens];
  const tokens = givenOut.flatMap(({ all }) => all.map(({ value }) => value));
  const signed = [...azureDevOps.minted, ...tokens];
  const assertions = entra.asked.map(({ form }) => form['client_assertion'] ?? '').filter((text) => text !== '');
  const values = [...signed, ...assertions, CLIENT_SECRET, OAUTH_SECRET, JOB_TOKEN];
  return [
    ...values.flatMap((value) => [
      value,
      encodeURIComponent(value),
      new URLSearchParams([['', value]]).toString().slice(1),
      JSON.stringify(value).slice(1, -1),
      Buffer.from(value).toString('base64'),
      Buffer.from(value).toString('base64url'),
    ]),
    ...[...signed, ...assertions].map((token) => token.split('.')[2] ?? ''),
    Buffer.from(`${PRINCIPAL}:${encodeURIComponent(OAUTH_SECRET)}`).toString('base64'),
    ...certificate.key.split('\n').filter((line) => line.length > 20 && !line.startsWith('---')),
  ].filter((value) => value !== '');
}

/** No secret may stand in what the step printed, published or wrote; telling the agent what to hide is the one exception. */
export function assertNothingLeft(step: StepResult, fixture: LoginFixture, folder: string): void {
  const secrets = secretsOf(fixture);
  const printed = step.rawLines.filter((line) => !line.startsWith('##vso[task.setsecret]'));
  const everything = [...printed, ...step.log, JSON.stringify([step.outputs, step.issues]), ...textsIn(folder)];
  assert.deepEqual(
    everything.filter((text) => secrets.some((secret) => text.includes(secret))),
    [],
  );
  assert.deepEqual(step.leaks, []);
}

function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
