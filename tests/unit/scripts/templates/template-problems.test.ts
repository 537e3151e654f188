import assert from 'node:assert/strict';
import type { Plan, PlannedJob, PlannedStep } from '../../../../local/pipelines/plan/plan';
import { textAt, valueAt } from '../../../../local/pipelines/read/node';
import { root, textOf } from '../../../../scripts/repository/repository';
import { taskNames } from '../../../../scripts/repository/task-folders';
import { mixedJobs } from '../../../../scripts/templates/mixed-jobs';
import { parameterMatrix } from '../../../../scripts/templates/parameter-matrix';
import { compiledPlainly, ownTemplates, templateProblems } from '../../../../scripts/templates/template-problems';
import { brokenTemplates, templateWordsOf } from '../../../../scripts/templates/template-words';

const taskJsons = taskNames(root).map((name) => textOf(root, `tasks/${name}/task.json`));
const templates = ownTemplates(root, taskJsons);
const { files, read } = templates;

function planOf(path: string): Plan {
  const template = files.find((file) => file.path === path);
  assert.ok(template !== undefined);
  const { plan } = compiledPlainly(template, templates);
  assert.ok(plan !== undefined);
  return plan;
}

const jobsOf = ({ stages }: Plan): readonly PlannedJob[] => stages.flatMap(({ jobs }) => jobs);
const stepsOf = ({ runs }: PlannedJob): readonly PlannedStep[] => runs.flatMap(({ steps }) => steps);

const inputOf = ({ node }: PlannedStep, name: string): string | undefined => textAt(valueAt(node, 'inputs'), name);

/** Without a target it is the champion of mlops.yml. */
function movesChampion(step: PlannedStep): boolean {
  return (
    step.does.startsWith('MLflowRollbackModel@') ||
    (step.does.startsWith('MLflowPromoteModel@') && inputOf(step, 'target') === undefined)
  );
}

describe('the pipeline templates', () => {
  it('are without any finding, whatever their parameters and the run are', () => {
    assert.ok(files.filter(({ kind }) => kind === 'stages').length >= 3);
    assert.deepEqual(templateProblems(templates), []);
  });

  const BROKEN: readonly { name: string; path: string; from: string; to: string; problem: RegExp }[] = [
    {
      name: 'an input that its task does not have',
      path: 'jobs/train.yml',
      from: 'deleteExtraneous:',
      to: 'deleteExtra:',
      problem: /jobs\/train\.yml:\d+:\d+: error: task DatabricksDeployCode@1 has no input 'deleteExtra'/,
    },
    {
      name: 'a task that does not exist',
      path: 'jobs/train.yml',
      from: 'MLflowTrainModel@1',
      to: 'MLflowTrainModels@1',
      problem: /unsupported: task 'MLflowTrainModels@1' is not known here/,
    },
    {
      name: 'an output that nobody sets',
      path: 'release.yml',
      from: "Prod.candidate.outputs['check.modelVersion']",
      to: "Prod.candidate.outputs['check.version']",
      problem: /error: job 'candidate': step 'check' does not set output 'version'/,
    },
    {
      name: 'an output of a stage that it does not wait for',
      path: 'main.yml',
      from: 'dependsOn: UAT',
      to: 'dependsOn: []',
      problem: /error: stage 'QA' does not depend on 'UAT'/,
    },
    {
      name: 'a parameter that a part does not take',
      path: 'main.yml',
      from: 'destination:',
      to: 'folder:',
      problem: /error: there is no parameter 'folder'/,
    },
    {
      name: 'a fault that only one value of a parameter brings out',
      path: 'release.yml',
      from: 'target: ${{ parameters.challenger }}',
      to: "target: ${{ parameters.challenger }}\n              ${{ if eq(parameters.challenger, 'stage:Staging') }}:\n                nothing: 1",
      problem: /error: there is no parameter 'nothing'.*"challenger":"stage:Staging"/,
    },
  ];
  for (const { name, path, from, to, problem } of BROKEN) {
    it(`are refused with ${name}`, () => {
      const text = read(path);
      assert.ok(text.includes(from));
      const broken = (asked: string): string => (asked === path ? text.replace(from, to) : read(asked));
      assert.match(templateProblems({ ...templates, read: broken }).join('\n'), problem);
    });
  }

  it('run no code of the project or of a model beside the connection that moves the champion', () => {
    assert.deepEqual(mixedJobs(templates), []);
    const mixing = (path: string): string =>
      read(path).replaceAll('${{ parameters.prodConnection }}', '${{ parameters.promotionConnection }}');
    assert.deepEqual(
      mixedJobs({ ...templates, read: mixing }).filter((job) => job.startsWith('release.yml')),
      ['release.yml: candidate', 'release.yml: compare', 'release.yml: score'],
    );
  });

  it('move the champion only behind an approval, and in a stage that begins with it', () => {
    const moving = ['release.yml', 'retrain.yml', 'rollback.yml'].flatMap((path) =>
      planOf(path)
        .stages.filter(({ jobs }) => jobs.some((job) => stepsOf(job).some(movesChampion)))
        .map(({ name, jobs }) => [path, name, ...jobs.map(({ environment }) => environment?.name)]),
    );
    assert.deepEqual(moving, [
      ['release.yml', 'Promote', 'approvalEnvironment'],
      ['retrain.yml', 'Promote', 'approvalEnvironment'],
      ['rollback.yml', 'Rollback', 'rollbackEnvironment'],
    ]);
  });

  it('let no two models share the environment of an approval by default', () => {
    const shared = files.flatMap(({ path, parameters }) =>
      parameters
        .filter(
          ({ name, default: standard }) => /(?:approval|qa|rollback)Environment/.test(name) && standard !== undefined,
        )
        .map(({ name }) => `${path}: ${name}`),
    );
    assert.deepEqual(shared, []);
  });

  it('name every step of ours, so that its outputs can be read', () => {
    const unnamed = ['pull-request.yml', 'main.yml', 'release.yml', 'retrain.yml', 'rollback.yml']
      .flatMap((path) => jobsOf(planOf(path)))
      .flatMap(stepsOf)
      .filter(({ does, name }) => /^(?:Databricks|MLflow|MLOps)/.test(does) && name === undefined);
    assert.deepEqual(unnamed, []);
  });

  it('keep every parameter that a pipeline may give', () => {
    const record = { 'a.yml': ['one', 'two'], 'gone.yml': [] };
    assert.deepEqual(brokenTemplates(record, { 'a.yml': ['one', 'three'] }), [
      "Parameter 'two' of template 'a.yml' is gone.",
      "Template 'gone.yml' is gone.",
    ]);
    assert.deepEqual(brokenTemplates(templateWordsOf(files), templateWordsOf(files)), []);
  });

  it('are tried with every listed value, both booleans, and everything at once', () => {
    const template = {
      path: 'x.yml',
      kind: 'steps' as const,
      parameters: [
        { name: 'a', type: 'string' },
        { name: 'b', type: 'boolean', default: false },
        { name: 'c', type: 'string', default: 'x', values: ['x', 'y', 'z'] },
      ],
    };
    assert.deepEqual(parameterMatrix(template), [
      { a: 'a' },
      { a: 'a', b: true },
      { a: 'a', c: 'y' },
      { a: 'a', c: 'z' },
      { a: 'a', b: true, c: 'z' },
    ]);
  });
});
