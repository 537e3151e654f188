import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { environmentDependencies } from '../../../../lib/runs/start/libraries';
import { oneTimeRun, submission, type OneTimeInputs } from '../../../../lib/runs/start/one-time-run';
import { computeInputs, waitingInputs } from '../../../../lib/task/groups';
import { defaultsOf } from '../../../kit/inputs';
import { FACTS } from '../../../kit/run-facts';

const NONE: OneTimeInputs = defaultsOf({ ...computeInputs, ...waitingInputs });
const NOTEBOOK = { notebook_task: { notebook_path: '/a' } };
const FILE = { spark_python_task: { python_file: '/a.py' } };
const PYPI = { pypi: { package: 'lightgbm==4.5.0' } };
const GUID = '1b0a7c1e-3f0e-4a57-9a0b-2d7f3c1e8d41';

const body = (work: typeof NOTEBOOK | typeof FILE, inputs: Partial<OneTimeInputs>): JsonObject =>
  oneTimeRun(work, { ...NONE, ...inputs }, FACTS).body;
const named = { run_name: 'churn release train', queue: { enabled: true } };
const environments = (more: JsonObject = {}): JsonObject => ({
  environments: [{ environment_key: 'default', spec: { environment_version: '4', ...more } }],
});

describe('oneTimeRun', () => {
  const BODIES: readonly { of: string; inputs: Partial<OneTimeInputs>; work?: typeof FILE; body: JsonObject }[] = [
    {
      of: 'a serverless notebook, which keeps its own environment',
      inputs: {},
      body: { ...named, tasks: [{ task_key: 'main', ...NOTEBOOK }] },
    },
    {
      of: 'a serverless notebook that a budget pays for',
      inputs: { budgetPolicyId: GUID },
      body: { ...named, budget_policy_id: GUID, tasks: [{ task_key: 'main', ...NOTEBOOK }] },
    },
    {
      of: 'a notebook that another identity runs',
      inputs: { runAs: GUID },
      body: { ...named, run_as: { service_principal_name: GUID }, tasks: [{ task_key: 'main', ...NOTEBOOK }] },
    },
    {
      of: 'a serverless notebook in an environment of a certain version',
      inputs: { environmentVersion: '3' },
      body: {
        ...named,
        tasks: [{ task_key: 'main', ...NOTEBOOK, environment_key: 'default' }],
        environments: [{ environment_key: 'default', spec: { environment_version: '3' } }],
      },
    },
    {
      of: 'a serverless notebook with libraries',
      inputs: { libraries: [PYPI] },
      body: {
        ...named,
        tasks: [{ task_key: 'main', ...NOTEBOOK, environment_key: 'default' }],
        ...environments({ dependencies: ['lightgbm==4.5.0'] }),
      },
    },
    {
      of: 'a serverless Python file',
      inputs: {},
      work: FILE,
      body: { ...named, tasks: [{ task_key: 'main', ...FILE, environment_key: 'default' }], ...environments() },
    },
    {
      of: 'an existing cluster',
      inputs: { existingClusterId: 'c-1', libraries: [PYPI] },
      body: { ...named, tasks: [{ task_key: 'main', ...NOTEBOOK, existing_cluster_id: 'c-1', libraries: [PYPI] }] },
    },
    {
      of: 'a new cluster with tags of both sides',
      inputs: { newCluster: { num_workers: 1, custom_tags: { a: 'own', b: 'own' } }, runTags: { b: 'run', c: 5 } },
      body: {
        ...named,
        tasks: [
          {
            task_key: 'main',
            ...NOTEBOOK,
            new_cluster: { num_workers: 1, custom_tags: { a: 'own', b: 'run', c: '5' } },
          },
        ],
      },
    },
    {
      of: 'a name, a timeout and viewers',
      inputs: { runName: 'mine', timeoutMinutes: 90, viewers: ['data-scientists', 'ann@acme.com', GUID, 42] },
      body: {
        run_name: 'mine',
        queue: { enabled: true },
        timeout_seconds: 5400,
        tasks: [{ task_key: 'main', ...NOTEBOOK }],
        access_control_list: [
          { group_name: 'data-scientists', permission_level: 'CAN_VIEW' },
          { user_name: 'ann@acme.com', permission_level: 'CAN_VIEW' },
          { service_principal_name: GUID, permission_level: 'CAN_VIEW' },
          { group_name: '42', permission_level: 'CAN_VIEW' },
        ],
      },
    },
  ];
  for (const { of, inputs, work = NOTEBOOK, body: expected } of BODIES) {
    it(`makes the body for ${of}`, () => assert.deepEqual(body(work, inputs), expected));
  }
});

describe('submission', () => {
  const FROM_FILE = {
    run_name: 'file',
    timeout_seconds: 60,
    tasks: [],
    access_control_list: [{ user_name: 'bo@acme.com' }],
  };

  it('sends the file as it is', () => {
    assert.deepEqual(submission(FROM_FILE, NONE, FACTS).body, FROM_FILE);
    assert.equal(submission({ tasks: [] }, NONE, FACTS).body['run_name'], 'churn release train');
  });

  it('lets inputs win over the file, and adds viewers to its own', () => {
    const inputs = { ...NONE, runName: 'input', timeoutMinutes: 2, viewers: ['qa'] };
    assert.deepEqual(submission(FROM_FILE, inputs, FACTS).body, {
      run_name: 'input',
      timeout_seconds: 120,
      tasks: [],
      access_control_list: [{ user_name: 'bo@acme.com' }, { group_name: 'qa', permission_level: 'CAN_VIEW' }],
    });
  });
});

describe('environmentDependencies', () => {
  it('turns every kind of Python package into a line', () => {
    const libraries = [PYPI, { whl: '/Volumes/a/b.whl' }, { requirements: '/Workspace/r.txt' }];
    assert.deepEqual(environmentDependencies(libraries), [
      'lightgbm==4.5.0',
      '/Volumes/a/b.whl',
      '-r /Workspace/r.txt',
    ]);
  });

  const REFUSED = [
    { jar: '/a.jar' },
    { maven: { coordinates: 'a:b:1' } },
    { pypi: { package: 'a', repo: 'https://x' } },
    { pypi: {} },
    { whl: 'a.whl', jar: 'b.jar' },
    'lightgbm',
  ];
  for (const library of REFUSED) {
    it(`refuses ${JSON.stringify(library)}`, () => {
      assert.throws(
        () => environmentDependencies([library]),
        (error) =>
          error instanceof UserError &&
          error.code === 'LIBRARIES_REFUSED' &&
          error.message.includes(JSON.stringify(library)),
      );
    });
  }
});
