import assert from 'node:assert/strict';
import type { Step } from '../../../local/agent/job';
import { AgentFixture, printing } from '../../kit/local-agent/agent-fixture';

const RESTRICTED = { restrictions: { commands: { mode: 'restricted' } } };

describe('a restricted task', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  const refusedInRestrictedMode = [
    'task.addattachment type=a;name=a',
    'task.uploadsummary',
    'task.uploadfile',
    'task.setendpoint id=a;field=url',
    'artifact.upload artifactname=a',
    'artifact.associate artifactname=a;type=b',
    'build.uploadlog',
    'build.uploadsummary',
    'build.updatebuildnumber',
    'build.addbuildtag',
    'results.publish type=JUnit',
    'codecoverage.publish',
    'release.updatereleasename',
  ];
  for (const command of refusedInRestrictedMode) {
    it(`gets a warning and nothing else for ${command}`, async () => {
      const result = await fixture.run({ main: printing(`##vso[${command}]/etc/hosts`), json: RESTRICTED });
      const name = command.split(' ')[0];
      assert.equal(result.result, 'Succeeded');
      assert.deepEqual(result.refused, [name]);
      assert.deepEqual(result.issues, [
        {
          type: 'warning',
          message: `##vso[${name}] is not allowed in this step due to policy restrictions.`,
          properties: {},
        },
      ]);
      assert.deepEqual([...result.attachments, ...result.uploadedArtifacts, ...result.buildTags], []);
    });
  }

  const allowedInRestrictedMode = [
    '##vso[task.logissue type=warning]w',
    '##vso[task.complete result=Succeeded]',
    '##vso[task.setprogress value=1]',
    '##vso[task.setsecret]abcdef',
    '##vso[task.setvariable variable=a]x',
    '##vso[task.settaskvariable variable=a]x',
    '##vso[task.debug]x',
    '##vso[task.prependpath]/x',
    '##vso[task.logdetail id=5f0b3f6e-1d1e-4d37-9a5e-0d9b6b3f9a01;name=a;type=b]',
    '##vso[telemetry.publish area=a;feature=f]{}',
  ];
  it('may still use the commands that change nothing outside the job', async () => {
    const result = await fixture.run({ main: printing(...allowedInRestrictedMode), json: RESTRICTED });
    assert.deepEqual(result.refused, []);
    assert.equal(result.result, 'Succeeded');
  });

  it('can be restricted by its step instead', async () => {
    const result = await fixture.run(
      { main: printing('##vso[build.addbuildtag]x') },
      { step: { target: { commands: 'restricted' } } },
    );
    assert.deepEqual(result.refused, ['build.addbuildtag']);
  });

  interface Case {
    readonly behavior: string;
    readonly allowed?: readonly string[];
    readonly target?: NonNullable<Step['target']>;
    readonly set: readonly string[];
  }
  const CASES: readonly Case[] = [
    { behavior: 'sets everything without a list', set: ['runId', 'runUrl', 'other', 'PATH'] },
    {
      behavior: 'sets the variables that its list matches, in any case',
      allowed: ['RUN*', 'oth?r'],
      set: ['runId', 'runUrl', 'other'],
    },
    { behavior: 'sets nothing with an empty list', allowed: [], set: [] },
    { behavior: 'prepends paths when PATH is listed', allowed: ['path'], set: ['PATH'] },
    { behavior: 'sets nothing when the step says none', target: { settableVariables: 'none' }, set: [] },
    {
      behavior: 'needs both lists to agree',
      allowed: ['run*'],
      target: { settableVariables: ['runId', 'other'] },
      set: ['runId'],
    },
  ];
  for (const { behavior, allowed, target, set } of CASES) {
    it(behavior, async () => {
      const names = ['runId', 'runUrl', 'other'];
      const job = fixture.job();
      const result = await job.runStep({
        taskFolder: fixture.task({
          main: printing(
            ...names.map((name) => `##vso[task.setvariable variable=${name}]x`),
            '##vso[task.prependpath]/x',
          ),
          json: allowed === undefined ? {} : { restrictions: { settableVariables: { allowed } } },
        }),
        ...(target === undefined ? {} : { target }),
      });
      const all = [...names, 'PATH'];
      assert.deepEqual(
        result.refused,
        all.filter((name) => !set.includes(name)).map((name) => `variable ${name}`),
      );
      assert.deepEqual(
        names.filter((name) => job.variables.get(name) === 'x'),
        set.filter((name) => name !== 'PATH'),
      );
      assert.equal(result.issues.length, all.length - set.length);
      assert.equal(result.result, 'Succeeded');
    });
  }
});
