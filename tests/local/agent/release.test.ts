import assert from 'node:assert/strict';
import { AgentFixture, environmentOf, PRINT_ENVIRONMENT, printing } from '../../kit/local-agent/agent-fixture';

const RELEASE = { 'System.HostType': 'release' };

describe('a job of a classic release', () => {
  let fixture: AgentFixture;
  beforeEach(() => {
    fixture = new AgentFixture();
  });
  afterEach(() => fixture.dispose());

  it('knows its release, and neither a build nor a pipeline workspace', async () => {
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }, { job: { variables: RELEASE } }));
    const expected = {
      SYSTEM_HOSTTYPE: 'release',
      RELEASE_RELEASEID: '118',
      RELEASE_RELEASENAME: 'Release-118',
      RELEASE_RELEASEURI: 'vstfs:///ReleaseManagement/Release/118',
      RELEASE_ATTEMPTNUMBER: '1',
      RELEASE_ENVIRONMENTNAME: 'Prod',
      PIPELINE_WORKSPACE: undefined,
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, environment[name]])), expected);
    assert.deepEqual(
      Object.keys(environment).filter((name) => name.startsWith('BUILD_')),
      [],
    );
    assert.equal(environment['AGENT_RELEASEDIRECTORY'], environment['SYSTEM_DEFAULTWORKINGDIRECTORY']);
  });

  it('gives each attempt of a stage its own stage name and job identifier', async () => {
    const variables = { ...RELEASE, 'Release.AttemptNumber': '2' };
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }, { job: { variables } }));
    assert.match(environment['SYSTEM_STAGENAME'] ?? '', /^Stage_[0-9a-f]{32}_29_2$/);
    assert.equal(environment['SYSTEM_JOBIDENTIFIER'], `${environment['SYSTEM_STAGENAME']}.Phase_1.__default`);
  });

  it('has what is known about its primary artifact as build variables too', async () => {
    const variables = {
      ...RELEASE,
      'Release.PrimaryArtifactSourceAlias': '_Churn',
      'Release.Artifacts._Churn.SourceVersion': 'c0ffee',
      'Release.Artifacts._Other.SourceBranch': 'refs/heads/other',
    };
    const environment = environmentOf(await fixture.run({ main: PRINT_ENVIRONMENT }, { job: { variables } }));
    assert.equal(environment['BUILD_SOURCEVERSION'], 'c0ffee');
    assert.equal(environment['BUILD_SOURCEBRANCH'], undefined);
  });

  it('fails a step that uploads an artifact, which only builds can', async () => {
    const path = fixture.file('one.json', '1');
    const { result, issues, uploadedArtifacts } = await fixture.run(
      { main: printing(`##vso[artifact.upload artifactname=evidence]${path}`) },
      { job: { variables: RELEASE } },
    );
    assert.equal(result, 'Failed');
    assert.match(issues.map(({ message }) => message).join('\n'), /not supported in release/);
    assert.deepEqual(uploadedArtifacts, []);
  });
});
