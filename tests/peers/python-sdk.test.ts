import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PythonEnvironment } from '../../local/workspace/python-environment/python-environment';
import { useTemporaryFolder } from '../kit/temporary-folders';
import { useAccountServer } from '../kit/workspace/stand-in';

const ROBOT = { applicationId: '6a1f2c3e-0000-4000-8000-00000000aaaa', secret: 'secret-of-the-robot' };

const SUCCEEDED = ['TERMINATED', 'SUCCESS', 'TERMINATED', 'SUCCESS'];

/** What each chapter of python_sdk/story.py is to see. */
const CHAPTERS: Readonly<Record<string, unknown>> = {
  who_am_i: { me: 'dev@example.com', stranger: 'PermissionDenied 403' },
  sign_in_with_a_secret: { me: ROBOT.applicationId, auth: 'oauth-m2m', wrong_secret: true },
  workspace_objects: {
    listed: [
      ['rows.csv', 'FILE', null],
      ['score', 'NOTEBOOK', 'PYTHON'],
      ['train', 'NOTEBOOK', 'PYTHON'],
    ],
    exported: '# Databricks notebook source\nprint(1)',
    downloaded: 'a,b\n1,2\n',
    refused: ['ResourceAlreadyExists RESOURCE_ALREADY_EXISTS', 'BadRequest DIRECTORY_NOT_EMPTY'],
    gone: 'ResourceDoesNotExist RESOURCE_DOES_NOT_EXIST',
  },
  volume_files: {
    same: true,
    length: 102_400,
    listed: [
      ['notes.txt', false, 6],
      ['q1', true, null],
    ],
    notes: 'second',
    metadata: 6,
    refused: ['AlreadyExists ALREADY_EXISTS', 'BadRequest BAD_REQUEST'],
    // The answer to a HEAD has no body that could hold a code.
    gone: 'NotFound None',
  },
  a_job_and_its_runs: {
    listed: ['sdk job'],
    settings: ['sdk job', 'told by the SDK'],
    run: SUCCEEDED,
    result: 'Zoë',
    runs: [true],
    // A missing job is 400 on the wire; the SDK knows it by its message.
    gone: 'ResourceDoesNotExist INVALID_PARAMETER_VALUE',
  },
  a_one_time_run: { run: ['once', ...SUCCEEDED], result: '42', same: true, beyond_doubles: true },
  a_cancelled_run: { run: ['TERMINATED', 'CANCELED', 'TERMINATED', 'USER_CANCELED'] },
  a_repaired_run: {
    failed: [
      'failed to reach TERMINATED or SKIPPED, got RunLifeCycleState.INTERNAL_ERROR',
      'INTERNAL_ERROR',
      'TERMINATED',
      'ValueError: not yet',
    ],
    repaired: SUCCEEDED,
    history: ['ORIGINAL', 'REPAIR'],
    result: '7',
  },
  secrets: {
    scopes: ['churn'],
    keys: ['key', 'raw'],
    value: 'geheim ä',
    bytes: 'AP8=',
    again: 'ResourceAlreadyExists RESOURCE_ALREADY_EXISTS',
    gone: 'ResourceDoesNotExist RESOURCE_DOES_NOT_EXIST',
    left: [],
  },
  grants: {
    catalogs: ['dev', 'main', 'prod', 'uat'],
    schema: 'main.scores',
    direct: ['SELECT', 'USE_SCHEMA'],
    inherited: [
      ['SELECT', 'main'],
      ['USE_SCHEMA', 'main'],
    ],
    nobody: 'NotFound PRINCIPAL_DOES_NOT_EXIST',
  },
  what_was_not_granted: {
    shown: [],
    catalog: 'PermissionDenied PERMISSION_DENIED',
    model: 'PermissionDenied PERMISSION_DENIED',
  },
  git_credentials: {
    listed: [['azureDevOpsServices', 'ada']],
    default: true,
    again: 'ResourceConflict RESOURCE_CONFLICT',
    updated: 'grace',
    gone: 'ResourceDoesNotExist RESOURCE_DOES_NOT_EXIST',
  },
  clusters: {
    names: ['small'],
    state: 'PENDING',
    settings: [1, 'Standard_DS3_v2', true],
    gone: 'ResourceDoesNotExist INVALID_PARAMETER_VALUE',
  },
  sql_statements: {
    counted: [['2']],
    missing: '[TABLE_OR_VIEW_NOT_FOUND]',
    warehouse: 'RUNNING',
    no_warehouse: 'InvalidParameterValue INVALID_PARAMETER_VALUE',
    no_statement: 'NotFound NOT_FOUND',
  },
  dbfs_files: {
    same: true,
    listed: [['/sdk/scores.bin', false, 2_097_152]],
    gone: 'ResourceDoesNotExist RESOURCE_DOES_NOT_EXIST',
  },
};

describe('the official Python SDK', function () {
  // The packages may have yet to be installed.
  this.timeout(180_000);
  let story: Readonly<Record<string, unknown>> = {};

  const folder = useTemporaryFolder();
  // Its end fails when the SDK asked for a route that the stand-in does not have.
  const addAccount = useAccountServer();

  before(async () => {
    const python = await new PythonEnvironment({ say: () => undefined }).ready();
    const { host, token } = addAccount({ servicePrincipals: [ROBOT] }).workspace('dev');
    const file = join(folder(), 'story.json');
    await promisify(execFile)(python, [join(__dirname, 'python_sdk', 'story.py'), file], {
      env: {
        PATH: process.env['PATH'],
        HOME: folder(),
        LANG: 'C.UTF-8',
        PYTHONDONTWRITEBYTECODE: '1',
        no_proxy: '127.0.0.1',
        STAND_IN_HOST: host,
        STAND_IN_TOKEN: token,
        STAND_IN_CLIENT_ID: ROBOT.applicationId,
        STAND_IN_CLIENT_SECRET: ROBOT.secret,
      },
    });
    story = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  });

  for (const [chapter, seen] of Object.entries(CHAPTERS)) {
    it(`tells of ${chapter.replaceAll('_', ' ')}`, () => assert.deepEqual(story[chapter], seen));
  }
  it('tells nothing else', () => assert.deepEqual(Object.keys(story), Object.keys(CHAPTERS)));
});
