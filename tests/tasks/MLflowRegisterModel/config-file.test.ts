import assert from 'node:assert/strict';
import { DIALECTS } from '../../kit/registry/registries';
import { checkouts, policyOf, projectIn } from '../../kit/tasks/project-files';
import { complaint, useRegistrationFixtures, type RegistrationFixture } from '../../kit/tasks/register-fixture';
import { variants } from '../../kit/tier';

const ASKED = { configFile: 'mlops.yml', environment: 'prod' };
const COMPUTE = 'training: { compute: { environmentVersion: "3" } }';

describe('MLflowRegisterModel with a configuration file', function () {
  this.timeout(180_000);
  const open = useRegistrationFixtures();
  const checkout = checkouts();

  for (const under of variants(DIALECTS)) {
    describe(`with ${under.name}`, () => {
      const textOf = ({ registry }: RegistrationFixture): string =>
        projectIn({ under, address: registry.address }, COMPUTE);

      it('takes model, tags and description from the file alone, adds the tags of the step, and then agrees with it', async () => {
        const fixture = await open(under);
        const { runId } = await fixture.logs('log_files()');
        const text = textOf(fixture);
        const setting = { variables: checkout({ 'mlops.yml': text }).variables };
        const inputs = { ...ASKED, modelName: '', trackingUri: '', mlflowRunId: runId, tags: 'use_case: retention' };
        const { result, log } = await fixture.register(inputs, { pipelineOptions: setting });
        assert.equal(result, 'Succeeded', log.join('\n'));
        const tags = await fixture.model.tags(1);
        assert.deepEqual([tags.get('owner_group'), tags.get('use_case')], ['growth', 'retention']);
        assert.equal((await fixture.model.version(1)).description, 'Finds leavers.');
        assert.equal(fixture.candidates()[0]?.policy?.sha256, policyOf(text));
        assert.deepEqual(environmentsSubmittedTo(fixture), under.kind === 'unityCatalog' ? ['3'] : []);

        const agreeing = { ...ASKED, mlflowRunId: runId, tags: 'owner_group: growth' };
        const again = await fixture.register(agreeing, { pipelineOptions: setting });
        assert.equal(again.result, 'Succeeded', again.log.join('\n'));
      });

      it('refuses inputs that contradict the file', async () => {
        const fixture = await open(under);
        const setting = { variables: checkout({ 'mlops.yml': textOf(fixture) }).variables };
        const step = await fixture.register(
          { ...ASKED, mlflowRunId: '6f1e', tags: 'owner_group: sales' },
          { pipelineOptions: setting },
        );
        assert.match(
          complaint(step),
          /^Input 'tags' sets 'owner_group' to 'sales', and mlops\.yml:2:\d+ sets it to 'growth'\.\nFix: Leave 'owner_group' out of the input/,
        );
      });
    });
  }
});

/** Versions of the environments that runs were submitted with. */
function environmentsSubmittedTo({ workspace }: RegistrationFixture): readonly string[] {
  const submitted = workspace.requests.filter(({ path }) => path === '/api/2.2/jobs/runs/submit');
  return submitted.flatMap(({ body }) => /"environment_version":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? []);
}
