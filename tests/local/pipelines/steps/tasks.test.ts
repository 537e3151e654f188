import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { zipOf } from '../../../../local/azure-devops/zip';
import { localSteps } from '../../../../local/pipelines/steps/runner';
import { logOf, plannedIn, StepsFixture } from '../../../kit/steps/steps-fixture';

describe('a task of a run', () => {
  let fixture: StepsFixture;
  beforeEach(() => {
    fixture = new StepsFixture();
  });
  afterEach(() => fixture.dispose());

  const json = (name: string, patch: number): string =>
    JSON.stringify({
      id: '0a5f7c80-9c6b-4d2f-8a43-6d1f9b1f2e01',
      name,
      version: { Major: 1, Minor: 2, Patch: patch },
      execution: { Node20_1: { target: 'main.js' } },
    });
  const put = (folder: string, name: string, patch: number): void => {
    fixture.file(join(folder, 'task.json'), json(name, patch));
    fixture.file(join(folder, 'main.js'), `console.log('version ' + ${patch})`);
  };

  it('is found by name, by ID and behind its extension, in the newest version', async () => {
    put('given/old', 'Show', 3);
    put('given/new', 'Show', 12);
    fixture.file('given/other/task.json', '{"label": "of an editor"}');
    const { outcomes } = await fixture.run(
      `
- task: show@1
- task: 0A5F7C80-9c6b-4d2f-8a43-6d1f9b1f2e01@1
- task: contoso.tools.Show@1
`,
      { workspace: { taskFolders: [join(fixture.folder, 'given')] } },
    );
    assert.deepEqual(
      outcomes.map((outcome) => logOf(outcome).includes('version 12')),
      [true, true, true],
    );
  });

  it('may come in a package of an extension, which cannot write outside of its folder', async () => {
    const files = [
      { name: 'tasks/Show/task.json', content: Buffer.from(json('Show', 1)) },
      { name: 'tasks/Show/main.js', content: Buffer.from(`console.log('from the package')`) },
    ];
    const zipFile = (name: string, bytes: Buffer): string => fixture.file(name, bytes);
    const good = zipFile('good.vsix', zipOf(files));
    const { outcomes } = await fixture.run('- task: Show@1', { workspace: { taskFolders: [good] } });
    assert.ok(logOf(outcomes[0]).includes('from the package'));

    const evil = zipFile('evil.vsix', zipOf([{ name: '../../evil.txt', content: Buffer.from('x') }]));
    const text = zipFile('text.vsix', Buffer.from('no zip'));
    const [step] = plannedIn('- task: Show@1');
    assert.ok(step);
    const refusal = (file: string) => () => localSteps().refusal(step, fixture.workspace({ taskFolders: [file] }));
    assert.throws(refusal(evil), /names a file outside of itself/);
    assert.throws(refusal(text), /is neither a folder nor a package of an extension/);
    assert.equal(existsSync(join(fixture.folder, 'run', 'evil.txt')), false);
  });

  it('goes before one that is built in, and a stub before both', async () => {
    const taskFolders = [fixture.task({ name: 'Bash', version: { Major: 3 } }, `console.log('my own Bash')`)];
    const own = await fixture.run('- task: Bash@3', { workspace: { taskFolders } });
    assert.ok(logOf(own.outcomes[0]).includes('my own Bash'));
    const stubs = new Map([['bash@3', 'echo stub; exit 2']]);
    const stubbed = await fixture.run('- task: Bash@3', { workspace: { taskFolders, stubs } });
    assert.ok(logOf(stubbed.outcomes[0]).includes('stub'));
    assert.equal(stubbed.outcomes[0]?.result, 'Failed');
  });

  it('is skipped in a run like that of a fork if it needs a connection, and runs if it needs none', async () => {
    const inputs = [{ name: 'connection', type: 'connectedService:generic' }];
    const taskFolders = [fixture.task({ name: 'Deploys', inputs }, `console.log('ran')`)];
    const job = await fixture.run(
      `
- task: Deploys@1
  inputs: { connection: databricks-dev }
- task: Deploys@1
`,
      {
        workspace: { taskFolders },
        job: { variables: { 'System.PullRequest.IsFork': { value: 'True', isSecret: false, readOnly: true } } },
      },
    );
    assert.deepEqual(
      job.outcomes.map(({ result }) => result),
      ['Skipped', 'Succeeded'],
    );
  });

  it('runs its other stages before and after the steps of the job', async () => {
    const folder = fixture.task(
      {
        name: 'Stages',
        prejobexecution: { Node20_1: { target: 'main.js' } },
        postjobexecution: { Node20_1: { target: 'main.js' } },
      },
      `console.log('stage of ' + process.env.SYSTEM_TASKDISPLAYNAME)`,
    );
    const job = await fixture.run('- script: echo first\n- task: Stages@1\n  displayName: Mine', {
      workspace: { taskFolders: [folder] },
    });
    assert.deepEqual(
      [job.prepared, job.outcomes, job.closed].map((outcomes) => outcomes.map(({ displayName }) => displayName)),
      [['Pre-job: Mine'], ['CmdLine@2', 'Mine'], ['Post-job: Mine']],
    );
    assert.ok(logOf(job.closed[0]).includes('stage of Post-job: Mine'));
  });
});
