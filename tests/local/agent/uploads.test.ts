import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentFixture, printing } from '../../kit/local-agent/agent-fixture';

describe('files that a task hands over', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  it('keep the content of that moment', async () => {
    const main = `
      const { writeFileSync, unlinkSync } = require('node:fs');
      const path = process.env.AGENT_TEMPDIRECTORY + '/report.md';
      writeFileSync(path, 'one');
      for (const command of ['task.addattachment type=mlops.report;name=report', 'task.uploadsummary', 'task.uploadfile', 'build.uploadlog']) {
        console.log('##vso[' + command + ']' + path);
      }`;
    const result = await fixture.run({ main });
    const got = [result.attachments, result.summaries, result.uploadedFiles, result.buildLogs].map(([file]) => [
      file?.type,
      file?.name,
      file?.content.toString(),
    ]);
    assert.deepEqual(got, [
      ['mlops.report', 'report', 'one'],
      ['Distributedtask.Core.Summary', 'report.md', 'one'],
      ['Distributedtask.Core.FileAttachment', 'report.md', 'one'],
      ['Distributedtask.Core.FileAttachment', 'report.md', 'one'],
    ]);
  });

  it('are kept as artifacts, merged by name', async () => {
    const one = fixture.file('one.json', '1');
    const two = fixture.file('two.json', '2');
    const { uploadedArtifacts } = await fixture.run({
      main: printing(
        `##vso[artifact.upload artifactname=evidence]${one}`,
        `##vso[artifact.upload containerfolder=c;artifactname=evidence]${join(two, '..')}`,
      ),
    });
    assert.deepEqual(
      uploadedArtifacts.map(({ name, containerFolder, path }) => ({ name, containerFolder, path })),
      [
        { name: 'evidence', containerFolder: 'evidence', path: one },
        { name: 'evidence', containerFolder: 'c', path: join(two, '..') },
      ],
    );
    const copy = uploadedArtifacts[0]?.copy ?? '';
    assert.equal(readFileSync(join(copy, 'one.json'), 'utf8') + readFileSync(join(copy, 'two.json'), 'utf8'), '12');
  });

  it('are not copied for an associated artifact, which keeps its own properties', async () => {
    const { associatedArtifacts } = await fixture.run({
      main: printing('##vso[artifact.associate artifactname=drop;type=filepath;extra=1]\\\\share\\drop'),
    });
    assert.deepEqual(associatedArtifacts, [
      { name: 'drop', type: 'filepath', location: '\\\\share\\drop', properties: { extra: '1' } },
    ]);
  });

  it('come with published test results and coverage', async () => {
    const results = fixture.file('junit.xml', '<testsuite><testcase name="a"/></testsuite>');
    const coverage = fixture.file('cobertura.xml', '<coverage/>');
    const published = await fixture.run({
      main: printing(
        `##vso[results.publish type=JUnit;mergeResults=true;runTitle=Unit;resultFiles=${results},/no/such.xml;]`,
        `##vso[codecoverage.publish codecoveragetool=Cobertura;summaryfile=${coverage};]`,
      ),
    });
    assert.equal(published.result, 'Succeeded');
    const [testResults] = published.testResults;
    assert.equal(testResults?.type, 'JUnit');
    assert.equal(testResults.runTitle, 'Unit');
    assert.equal(testResults.properties['mergeresults'], 'true');
    assert.deepEqual(
      testResults.files.map(({ path }) => path),
      [results],
    );
    assert.match(published.issues[0]?.message ?? '', /\/no\/such\.xml/);
    assert.equal(published.codeCoverage[0]?.summaryFile.content.toString(), '<coverage/>');
  });

  it('fail the step for failed tests if requested', async () => {
    const path = fixture.file('junit.xml', '<testcase name="a"><failure message="x"/></testcase>');
    const publish = (flag: string): Promise<{ result: string }> =>
      fixture.run({
        main: printing(`##vso[results.publish type=JUnit;resultFiles=${path};failTaskOnFailedTests=${flag}]`),
      });
    assert.equal((await publish('true')).result, 'Failed');
    assert.equal((await publish('false')).result, 'Succeeded');
  });

  it('cause a warning if a result file has no test', async () => {
    const path = fixture.file('junit.xml', '<testsuite/>');
    const result = await fixture.run({ main: printing(`##vso[results.publish type=JUnit]${path}`) });
    assert.equal(result.result, 'Succeeded');
    assert.deepEqual(result.testResults[0]?.files, []);
    assert.match(result.issues[0]?.message ?? '', /^Invalid results file/);
  });
});
