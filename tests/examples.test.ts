import assert from 'node:assert/strict';
import { problemsInExamples } from '../scripts/generation/yaml-examples';
import { root } from '../scripts/repository/repository';
import { readTaskFolders } from '../scripts/repository/task-folders';
import { repositoryFiles } from './kit/repository-files';

const yaml = (text: string): string => `\`\`\`yaml\n${text}\n\`\`\`\n`;

describe('the YAML examples', () => {
  it('name tasks and inputs that exist, with all that are required', async () => {
    const tasks = (await readTaskFolders(root)).map(({ definition }) => definition);
    const pages = repositoryFiles().filter(({ path }) => path.endsWith('.md'));
    assert.ok(pages.some(({ text }) => text.includes('- task: DatabricksRunJob@1')));
    const problems = pages.flatMap(({ path, text }) =>
      problemsInExamples(text, tasks).map((problem) => `${path}: ${problem}`),
    );
    assert.deepEqual(problems, []);
  });

  it('may use another name of an input', async () => {
    const tasks = (await readTaskFolders(root)).map(({ definition }) => definition);
    const step = '- { task: DatabricksPreflight@1, name: a, inputs: { azureSubscription: b, workspaceUrl: c } }';
    assert.deepEqual(problemsInExamples(yaml(step), tasks), []);
  });

  const BROKEN: readonly (readonly [name: string, text: string, problem: RegExp])[] = [
    ['an unknown task', '- task: DatabricksRunJobs@1', /no task DatabricksRunJobs@1/],
    ['an unknown major', '- task: DatabricksRunJob@7', /no task DatabricksRunJob@7/],
    [
      'an unknown input',
      '- { task: DatabricksRunJob@1, name: a, inputs: { connection: a, jobid: 3 } }',
      /no input 'jobid'; nearest: jobId/,
    ],
    [
      'a missing input',
      '- { task: DatabricksRunJob@1, name: a, inputs: { jobId: 3 } }',
      /None of the inputs 'connection' and 'azureConnection' is set/,
    ],
    ['a step without name', '- { task: DatabricksRunJob@1, inputs: { connection: a } }', /has no name/],
    ['a step inside of a job', 'jobs: [{ steps: [{ task: MLOpsNothing@1 }] }]', /no task MLOpsNothing@1/],
    ['text that is no YAML', 'a: [', /example:\d+:\d+/],
  ];
  for (const [name, text, problem] of BROKEN) {
    it(`are refused with ${name}`, async () => {
      const tasks = (await readTaskFolders(root)).map(({ definition }) => definition);
      assert.match(problemsInExamples(yaml(text), tasks).join('\n'), problem);
    });
  }
});
