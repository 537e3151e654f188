import assert from 'node:assert/strict';
import { logOf, StepsFixture } from '../../../kit/steps/steps-fixture';

/** A task that asks Azure DevOps for what it is told in `INPUT_PATHS`, with the token of its job. */
const ASKS = `
const { env } = process;
const headers = { authorization: 'Bearer ' + env.ENDPOINT_AUTH_PARAMETER_SYSTEMVSSCONNECTION_ACCESSTOKEN };
const build = env.SYSTEM_COLLECTIONURI + env.SYSTEM_TEAMPROJECTID + '/_apis/build/builds/' + env.BUILD_BUILDID;
async function main() {
  const { records } = await (await fetch(build + '/timeline', { headers })).json();
  for (const { type, name, state, result } of records) console.log(['record', type, name, state, result].join(' '));
  const artifacts = await (await fetch(build + '/artifacts', { headers })).json();
  console.log('artifacts ' + artifacts.value.map(({ name }) => name));
  const runs = await (await fetch(build.replace(/build.builds.*/, 'test/runs'), { headers })).json();
  console.log('tests ' + runs.value.map(({ name, totalTests, passedTests }) => [name, totalTests, passedTests]));
  const oidc = env.SYSTEM_OIDCREQUESTURI + '?api-version=7.1';
  const { oidcToken } = await (await fetch(oidc, { method: 'POST', headers })).json();
  console.log('subject ' + JSON.parse(Buffer.from(oidcToken.split('.')[1], 'base64url')).sub.replace(/[^/]*-[^/]*/, 'project'));
}
main();`;

describe('a task that asks Azure DevOps', () => {
  const fixture = new StepsFixture();
  after(() => fixture.dispose());

  it('reaches the service of its own run, which knows what has happened, and no other', async () => {
    const { outcomes } = await fixture.run(
      `
- script: echo '<testcase name="a"/>' > TEST-a.xml
  displayName: Test
- task: PublishTestResults@2
  inputs: { testRunTitle: unit }
  displayName: Publish
- publish: TEST-a.xml
  artifact: results
  displayName: Keep
- script: exit 1
  displayName: Fail
- task: Asks@1
  displayName: Ask
`,
      {
        workspace: { taskFolders: [fixture.task({ name: 'Asks' }, ASKS)] },
        job: {
          variables: {
            'System.CollectionUri': { value: 'https://dev.azure.com/real/', isSecret: false },
            'Build.BuildId': { value: '7', isSecret: false },
            'Build.DefinitionName': { value: 'train', isSecret: false },
          },
        },
      },
    );
    const log = logOf(outcomes[4]);
    assert.equal(outcomes[4]?.result, 'Succeeded', log.join('\n'));
    assert.deepEqual(
      log.filter((line) => /^(record|artifacts|tests|subject) /.test(line)),
      [
        'record Stage Dev inProgress ',
        'record Phase Train inProgress ',
        'record Job Train inProgress ',
        'record Task Test completed succeeded',
        'record Task Publish completed succeeded',
        'record Task Keep completed succeeded',
        'record Task Fail completed failed',
        'record Task Ask inProgress ',
        'artifacts results',
        'tests unit,1,1',
        'subject p://local/project/train',
      ],
    );
  });
});
