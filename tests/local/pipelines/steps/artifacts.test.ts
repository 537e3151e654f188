import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localSteps } from '../../../../local/pipelines/steps/runner';
import { logOf, plannedIn, StepsFixture, type FinishedJob } from '../../../kit/steps/steps-fixture';

describe('artifacts of a run', () => {
  let fixture: StepsFixture;
  beforeEach(() => {
    fixture = new StepsFixture();
  });
  afterEach(() => fixture.dispose());

  const filesIn = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .toSorted();
  const workspaceOf = ({ folder }: FinishedJob): string => join(folder, 'work', '1');
  const results = ({ outcomes }: FinishedJob): readonly string[] => outcomes.map(({ result }) => result);

  it('go from one job to another, in the short forms', async () => {
    const made = await fixture.run(`
- script: mkdir -p out/deep && echo 1 > out/model.pkl && echo 2 > out/deep/notes.md
- publish: out
  artifact: model
- publish: $(Build.SourcesDirectory)/out/model.pkl
  artifact: one
`);
    assert.deepEqual(results(made), ['Succeeded', 'Succeeded', 'Succeeded']);
    assert.deepEqual(made.outcomes[1]?.artifacts, ['model']);

    const all = await fixture.run('- download: current');
    assert.deepEqual(filesIn(workspaceOf(all)), ['model/deep/notes.md', 'model/model.pkl', 'one/model.pkl']);

    const some = await fixture.run("- download: current\n  artifact: model\n  patterns: '**/*.md'");
    assert.deepEqual(filesIn(workspaceOf(some)), ['model/deep/notes.md']);

    const none = await fixture.run('- download: none');
    assert.deepEqual(filesIn(workspaceOf(none)), []);
  });

  it('go to a folder of their own with the task, and straight into it if one is named', async () => {
    await fixture.run(`
- script: mkdir out && echo 1 > out/a.txt && echo 2 > out/b.md
- task: PublishPipelineArtifact@1
  inputs: { targetPath: out, artifact: words }
`);
    const job = await fixture.run(`
- task: DownloadPipelineArtifact@2
  inputs: { artifact: words, path: $(Build.SourcesDirectory)/named, patterns: "**\\n!**/*.md" }
- task: DownloadPipelineArtifact@2
  inputs: { source: current, path: all }
`);
    assert.deepEqual(results(job), ['Succeeded', 'Succeeded']);
    assert.deepEqual(filesIn(join(workspaceOf(job), 's')), ['all/words/a.txt', 'all/words/b.md', 'named/a.txt']);
  });

  it('can be published once, are complete or not there, and need a name that is one', async () => {
    const job = await fixture.run(`
- script: mkdir out && echo 1 > out/a.txt && ln -s ../out out/loop
- publish: out
  artifact: loop
- publish: missing
  artifact: missing
- script: rm out/loop
- publish: out
  artifact: twice
- publish: out
  artifact: twice
- publish: out
  artifact: ../../escaped
- publish: out
  artifact: ..
- download: current
  artifact: ../../etc
- download: current
  artifact: unknown
`);
    assert.deepEqual(results(job), [
      'Succeeded',
      'Failed',
      'Failed',
      'Succeeded',
      'Succeeded',
      ...Array<string>(5).fill('Failed'),
    ]);
    const messages = job.outcomes.map(({ issues }) => issues[0]?.message ?? '');
    assert.match(messages[2] ?? '', /^Path does not exist: /);
    assert.equal(messages[5], 'Artifact twice already exists in this run.');
    assert.match(messages[6] ?? '', /^Artifact name is not valid: '..\/..\/escaped'/);
    assert.equal(messages[9], 'Artifact unknown was not found in this run; it has: twice.');
    assert.deepEqual(readdirSync(join(fixture.folder, 'run', 'artifacts')), ['twice']);
    assert.deepEqual(readdirSync(join(fixture.folder, 'run', 'partial')), []);
  });

  it('come from an earlier run that is named by its ID', async () => {
    const earlier = join(fixture.folder, 'earlier');
    mkdirSync(join(earlier, 'artifacts', 'model'), { recursive: true });
    writeFileSync(join(earlier, 'artifacts', 'model', 'a.txt'), '');
    writeFileSync(join(earlier, 'build.json'), JSON.stringify({ id: '41' }));
    const download = (id: string): string => `
- task: DownloadPipelineArtifact@2
  inputs: { source: specific, project: p, pipeline: 1, runVersion: specific, runId: ${id}, path: there }
`;
    const job = await fixture.run(download('41') + download('42'));
    assert.deepEqual(results(job), ['Succeeded', 'Failed']);
    assert.deepEqual(filesIn(join(workspaceOf(job), 's')), ['there/model/a.txt']);
    assert.equal(
      job.outcomes[1]?.issues[0]?.message,
      `There is no run with the ID '42' in ${fixture.folder}; it has: 41.\nFix: Set the Build.BuildId of a run that published the artifact; a version has that of its training in its tag mlops_pipeline_run.`,
    );
  });

  it('leave out what .artifactignore says, or else .git', async () => {
    const folder = join(fixture.folder, 'made');
    mkdirSync(join(folder, '.git'), { recursive: true });
    writeFileSync(join(folder, '.git', 'HEAD'), '');
    writeFileSync(join(folder, 'a.log'), '');
    writeFileSync(join(folder, 'b.txt'), '');
    await fixture.run(`- publish: ${folder}\n  artifact: plain`);
    writeFileSync(join(folder, '.artifactignore'), '*.log\n');
    await fixture.run(`- publish: ${folder}\n  artifact: chosen`);
    const artifacts = join(fixture.folder, 'run', 'artifacts');
    assert.deepEqual(filesIn(join(artifacts, 'plain')), ['a.log', 'b.txt']);
    assert.deepEqual(filesIn(join(artifacts, 'chosen')), ['.artifactignore', '.git/HEAD', 'b.txt']);
  });

  it('are named after the job if they have no name', async () => {
    const { outcomes } = await fixture.run('- script: echo 1 > a.txt\n- publish: a.txt');
    assert.deepEqual(outcomes[1]?.artifacts, ['DevTrain']);
    assert.ok(existsSync(join(fixture.folder, 'run', 'artifacts', 'DevTrain', 'a.txt')));
    assert.ok(logOf(outcomes[1]).includes('Artifact DevTrain has 1 file.'));
  });

  it('of another pipeline are refused before anything runs', () => {
    const refusals = plannedIn(`
- download: upstream
- task: DownloadPipelineArtifact@2
  inputs: { source: specific, project: a, pipeline: 3 }
- task: DownloadPipelineArtifact@2
  inputs: { artifact: a }
- download: none
`).map((step) => localSteps().refusal(step, fixture.workspace()));
    assert.deepEqual(refusals, [
      "artifacts of 'upstream' are not on this machine; only those of the run itself are",
      "artifacts of 'specific' are not on this machine; only those of the run itself are",
      undefined,
      undefined,
    ]);
  });
});
