import assert from 'node:assert/strict';
import { logOf, StepsFixture } from '../../../kit/steps/steps-fixture';
import { exhaustively } from '../../../kit/tier';

const JUNIT = `<testsuite><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite>`;

describe('published results', () => {
  let fixture: StepsFixture;
  beforeEach(() => {
    fixture = new StepsFixture();
  });
  afterEach(() => fixture.dispose());

  it('of tests are counted over all files that match, whatever their paths are called', async () => {
    const { outcomes } = await fixture.run(`
- script: mkdir 'a;b]%' && echo '${JUNIT}' | tee TEST-1.xml 'a;b]%/TEST-2.xml' > other.xml
- task: PublishTestResults@2
  inputs: { testRunTitle: 'unit; [fast]' }
- task: PublishTestResults@2
  inputs: { testResultsFormat: JUnit, testResultsFiles: "TEST-*.xml\\nother.xml", failTaskOnFailedTests: true }
`);
    assert.equal(outcomes[1]?.result, 'Succeeded', outcomes[1]?.log.tail.join('\n'));
    assert.deepEqual(outcomes[1]?.tests, { total: 4, passed: 2, failed: 2, skipped: 0 });
    assert.equal(outcomes[2]?.result, 'Failed');
    assert.deepEqual(outcomes[2]?.tests, { total: 4, passed: 2, failed: 2, skipped: 0 });
  });

  it('that do not exist are a warning, or a failure if the step says so', async () => {
    const { outcomes } = await fixture.run(`
- task: PublishTestResults@2
- task: PublishTestResults@2
  inputs: { failTaskOnMissingResultsFile: true }
- task: PublishCodeCoverageResults@2
  inputs: { summaryFileLocation: '**/coverage.xml' }
- task: PublishCodeCoverageResults@1
  inputs: { codeCoverageTool: Cobertura, summaryFileLocation: coverage.xml, failIfCoverageEmpty: true }
`);
    assert.deepEqual(
      outcomes.map(({ result, issues }) => [result, issues[0]?.type]),
      [
        ['Succeeded', 'warning'],
        ['Failed', 'error'],
        ['Succeeded', 'warning'],
        ['Failed', 'error'],
      ],
    );
    assert.equal(outcomes[0]?.tests, undefined);
  });

  it('of coverage show how much of the code is covered', async () => {
    const { outcomes } = await fixture.run(`
- script: echo '<coverage version="1" line-rate="0.8321"><packages/></coverage>' > coverage.xml
- task: PublishCodeCoverageResults@2
  inputs: { summaryFileLocation: $(System.DefaultWorkingDirectory)/coverage.xml }
`);
    assert.equal(outcomes[1]?.result, 'Succeeded');
    assert.match(logOf(outcomes[1]).join('\n'), /coverage\.xml: 83\.2% of lines are covered$/m);
  });
});

describe('Python for later steps', () => {
  const fixture = new StepsFixture();
  after(() => fixture.dispose());

  exhaustively('is one of this machine, in an environment that belongs to the job', async () => {
    const { outcomes, folder } = await fixture.run(`
- task: UsePythonVersion@0
  inputs: { versionSpec: '>=3.9' }
- script: python -c 'import sys; print("prefix " + sys.prefix)'; pip --version && python -m pip list
- script: echo "location $(pythonLocation)"
- task: UsePythonVersion@0
  inputs: { versionSpec: '3.1' }
`);
    assert.deepEqual(
      outcomes.map(({ result }) => result),
      ['Succeeded', 'Succeeded', 'Succeeded', 'Failed'],
      outcomes.map(({ log }) => log.tail.join('\n')).join('\n'),
    );
    const [, prefix = ''] = /^prefix (.*)$/m.exec(logOf(outcomes[1]).join('\n')) ?? [];
    assert.ok(prefix.startsWith(folder), prefix);
    assert.ok(logOf(outcomes[2]).includes(`location ${prefix}`));
    assert.match(outcomes[0]?.assumptions[0] ?? '', /^Python 3\.\d+\.\d+ of this machine stands in for '>=3\.9'$/);
    assert.match(
      outcomes[3]?.issues[0]?.message ?? '',
      /^Version spec 3\.1 matches no Python of this machine; it has: 3\./,
    );
  });
});
