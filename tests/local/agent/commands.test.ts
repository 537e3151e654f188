import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AgentFixture, bodyOf, environmentOf, PRINT_ENVIRONMENT, printing } from '../../kit/local-agent/agent-fixture';

const DETAIL = '5f0b3f6e-1d1e-4d37-9a5e-0d9b6b3f9a01';

describe('the commands of a task', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  it('are read from stdout and stderr and do not appear in the log', async () => {
    const main = `process.stderr.write('x ##vso[task.setprogress value=10]a\\n');`;
    const result = await fixture.run({ main: main + printing('##vso[task.setvariable variable=a]x', 'text') });
    assert.deepEqual(bodyOf(result), ['text']);
    assert.deepEqual(result.progress, [{ percent: 10, operation: 'a' }]);
  });

  it('are shown with a warning when malformed', async () => {
    const result = await fixture.run({ main: printing('##vso[task.setvariable variable=a') });
    assert.equal(result.result, 'Succeeded');
    assert.deepEqual(
      result.issues.map(({ type }) => type),
      ['warning'],
    );
    assert.equal(bodyOf(result)[1], '##vso[task.setvariable variable=a');
  });

  it('are a warning in an unknown area and a failure in a known one', async () => {
    const unknownArea = await fixture.run({ main: printing('##vso[weather.report]x') });
    assert.equal(unknownArea.result, 'Succeeded');
    assert.equal(unknownArea.issues[0]?.type, 'warning');
    const unknownEvent = await fixture.run({ main: printing('##vso[task.dance]x') });
    assert.equal(unknownEvent.result, 'Failed');
    assert.equal(
      unknownEvent.issues[1]?.message,
      '##vso[task.dance] is not a recognized command for task command extension.',
    );
  });

  it('fail the step when one cannot be carried out, and the rest goes on', async () => {
    const result = await fixture.run({
      main: printing('##vso[task.uploadsummary]/no/such/file.md', 'text', '##vso[task.complete result=Succeeded]'),
    });
    assert.equal(result.result, 'Failed');
    assert.equal(
      result.issues[0]?.message,
      "Unable to process command '##vso[task.uploadsummary]/no/such/file.md' successfully.",
    );
    assert.ok(bodyOf(result).includes('text'));
  });

  it('log an issue with its place and keep every property', async () => {
    const job = fixture.job();
    const path = join(job.variables.get('Build.SourcesDirectory') ?? '', 'app', 'train.py');
    const result = await job.runStep({
      taskFolder: fixture.task({
        main: printing(
          `##vso[task.logissue type=error;sourcepath=${path};linenumber=3;columnnumber=7;code=E1;own=x]broken`,
          '##vso[task.issue type=warning;]odd',
        ),
      }),
    });
    assert.deepEqual(bodyOf(result), ['##[error]app/train.py(3,7): error E1: broken', '##[warning]odd']);
    const [error, warning] = result.issues;
    assert.equal(error?.message, 'app/train.py(3,7): error E1: broken');
    assert.deepEqual(
      [error.code, error.sourcePath, error.lineNumber, error.columnNumber],
      ['E1', 'app/train.py', '3', '7'],
    );
    assert.equal(error.properties['own'], 'x');
    assert.equal(warning?.type, 'warning');
    assert.equal(result.result, 'Succeeded');
  });

  it('warn about an issue without a type and refuse one with a wrong type', async () => {
    const untyped = await fixture.run({ main: printing('##vso[task.logissue]x') });
    assert.equal(untyped.result, 'Succeeded');
    assert.equal(untyped.issues[0]?.message, "Can't create TaskIssue from logging event.");
    assert.equal((await fixture.run({ main: printing('##vso[task.logissue type=info]x') })).result, 'Failed');
  });

  it('make issues of the first ten errors and ten warnings; the log has them all', async () => {
    const lines = Array.from({ length: 12 }, (_, n) => [
      `##vso[task.logissue type=error]e${n}`,
      `##vso[task.logissue type=warning]w${n}`,
    ]).flat();
    const result = await fixture.run({ main: printing(...lines) });
    assert.equal(result.issues.length, 20);
    assert.equal(result.issues.at(-1)?.message, 'w9');
    assert.equal(bodyOf(result).length, 24);
  });

  it('report progress that is clamped and never goes back', async () => {
    const lines = ['5', '50', '20', '150', 'x'].map((value) => `##vso[task.setprogress value=${value}]${value}`);
    const { progress } = await fixture.run({ main: printing(...lines) });
    assert.deepEqual(
      progress.map(({ percent }) => percent),
      [5, 50, 50, 100, 100],
    );
  });

  it('show debug text and each carried-out command only when System.Debug is on', async () => {
    const main = printing('##vso[task.debug]deep%0Adown', '##vso[task.setprogress value=1]');
    assert.deepEqual(bodyOf(await fixture.run({ main })), []);
    assert.deepEqual(bodyOf(await fixture.run({ main }, { job: { variables: { 'system.debug': 'True' } } })), [
      '##[debug]deep',
      'down',
      '##[debug]Processed: ##vso[task.setprogress value=1]',
    ]);
  });

  it('set the build number and add build tags', async () => {
    const job = fixture.job();
    const { buildTags } = await job.runStep({
      taskFolder: fixture.task({
        main: printing('##vso[build.updatebuildnumber]7.1', '##vso[build.addbuildtag]champion'),
      }),
    });
    assert.equal(job.variables.get('Build.BuildNumber'), '7.1');
    assert.deepEqual(buildTags, ['champion']);
  });

  it('change a connection for later steps, but never the one to Azure DevOps', async () => {
    const id = '0a5f7c80-9c6b-4d2f-8a43-6d1f9b1f2e01';
    const authorization = { scheme: 'Token', parameters: { apitoken: 'old' } };
    const job = fixture.job({ endpoints: [{ id, name: 'dev', type: 'x', url: 'https://x/', authorization }] });
    await job.runStep({
      taskFolder: fixture.task({
        main: printing(
          `##vso[task.setendpoint id=${id};field=authParameter;key=apitoken]new`,
          `##vso[task.setendpoint id=${id};field=url]https://y/`,
          `##vso[task.setendpoint id=${id};field=dataParameter;key=kind]k`,
        ),
      }),
    });
    const json = { inputs: [{ name: 'c', type: 'connectedService:x' }] };
    const later = await job.runStep({ taskFolder: fixture.task({ main: PRINT_ENVIRONMENT, json }), inputs: { c: id } });
    const environment = environmentOf(later);
    assert.equal(environment[`ENDPOINT_AUTH_PARAMETER_${id}_APITOKEN`], 'new');
    assert.equal(environment[`ENDPOINT_URL_${id}`], 'https://y/');
    assert.equal(environment[`ENDPOINT_DATA_${id}_KIND`], 'k');
    const refused = await job.runStep({
      taskFolder: fixture.task({
        main: printing('##vso[task.setendpoint id=SystemVssConnection;field=url]https://z/'),
      }),
    });
    assert.equal(refused.result, 'Failed');
  });

  it('collect details of a task by id', async () => {
    const { details } = await fixture.run({
      main: printing(
        `##vso[task.logdetail id=${DETAIL};name=row;type=run;state=InProgress]started`,
        `##vso[task.logdetail id=${DETAIL};state=Completed;progress=100]`,
      ),
    });
    assert.deepEqual(details.get(DETAIL), {
      id: DETAIL,
      properties: { id: DETAIL, name: 'row', type: 'run', state: 'Completed', progress: '100' },
      operation: 'started',
    });
  });

  it('publish telemetry', async () => {
    const { telemetry } = await fixture.run({ main: printing('##vso[telemetry.publish area=a;feature=f]{"n":1}') });
    assert.deepEqual(telemetry, [{ area: 'a', feature: 'f', properties: { n: 1 } }]);
  });

  const REFUSED = [
    '##vso[task.complete result=Great]',
    '##vso[task.complete]',
    '##vso[task.prependpath]',
    '##vso[task.addattachment name=a]/etc/hosts',
    '##vso[task.addattachment type=a]/etc/hosts',
    '##vso[task.addattachment type=a/b;name=a]/etc/hosts',
    '##vso[task.addattachment type=a;name=a]relative.txt',
    '##vso[task.addattachment type=a;name=a]/tmp',
    '##vso[task.uploadfile]',
    '##vso[task.logdetail id=nonsense;name=a;type=b]',
    `##vso[task.logdetail id=${DETAIL};type=b]`,
    `##vso[task.logdetail id=${DETAIL};name=a;type=b;parentid=5f0b3f6e-1d1e-4d37-9a5e-0d9b6b3f9a02]`,
    '##vso[artifact.upload artifactname=a]/no/such/file',
    '##vso[artifact.upload]/etc/hosts',
    '##vso[artifact.upload artifactname=a:b]/etc/hosts',
    '##vso[artifact.associate artifactname=a]x',
    '##vso[build.addbuildtag]',
    '##vso[build.updatebuildnumber]',
    '##vso[results.publish type=JUnit]',
    '##vso[results.publish type=Jest;resultFiles=/x]',
    '##vso[task.setendpoint id=a;field=url]',
    '##vso[codecoverage.publish codecoveragetool=x;summaryfile=/no/such]',
    '##vso[task.setendpoint id=unknown;field=url]https://x/',
    '##vso[telemetry.publish area=a;feature=f]not json',
  ];
  for (const line of REFUSED) {
    it(`fail the step for ${line}`, async () => {
      const result = await fixture.run({ main: printing(line) });
      assert.equal(result.result, 'Failed');
      assert.equal(result.issues[0]?.message, `Unable to process command '${line}' successfully.`);
    });
  }

  it('are not the same as formatting, which stays in the log as text', async () => {
    const lines = ['##[group]a', '##[endgroup]', '##[error]b', '##[warning]c', '##[command]d'];
    const result = await fixture.run({ main: printing(...lines) });
    assert.deepEqual(bodyOf(result), lines);
    assert.deepEqual(result.issues, []);
    assert.equal(result.result, 'Succeeded');
  });
});
