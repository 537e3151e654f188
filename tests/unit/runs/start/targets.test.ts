import assert from 'node:assert/strict';
import { UserError } from '../../../../lib/core/errors';
import type { JsonObject } from '../../../../lib/core/lossless-json';
import { jobStart } from '../../../../lib/runs/start/job-to-run';
import { notebookAt } from '../../../../lib/runs/start/notebook';
import { requirePythonFile } from '../../../../lib/runs/start/python-file';
import { ScriptedService, type Script } from '../../../kit/http/scripted-service';
import { RecordingHost } from '../../../kit/recording-host';

const STATUS = '/api/2.0/workspace/get-status';
const FOLDER = '/api/2.0/workspace/list';
const JOB = '/api/2.2/jobs/get';
const JOBS = '/api/2.2/jobs/list';
const NOTHING = { status: 404, body: '{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no"}' };

/** A workspace that holds these objects, by path. */
function holding(types: Readonly<Record<string, string>>): Script {
  const object = (path: string): JsonObject => ({ path, object_type: types[path] ?? '', object_id: 55 });
  const pathOf = (url: string): string => new URL(url).searchParams.get('path') ?? '';
  const isChild = (path: string, folder: string): boolean => path.slice(0, path.lastIndexOf('/')) === folder;
  return {
    [STATUS]: ({ url }) => (pathOf(url) in types ? object(pathOf(url)) : NOTHING),
    [FOLDER]: ({ url }) => {
      const children = Object.keys(types).filter((path) => isChild(path, pathOf(url)));
      return children.length > 0 || types[pathOf(url)] === 'DIRECTORY' ? { objects: children.map(object) } : NOTHING;
    },
  };
}

async function linesOf(action: Promise<unknown>): Promise<string> {
  try {
    await action;
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return `${error.code} ${error.lines}`;
  }
}

const FILES = holding({
  '/S': 'DIRECTORY',
  '/S/model_train': 'NOTEBOOK',
  '/S/score': 'NOTEBOOK',
  '/S/run.py': 'FILE',
  '/S/empty': 'DIRECTORY',
});

describe('notebookAt', () => {
  for (const path of ['/S/model_train', '/S/model_train.py', '/S/model_train.ipynb']) {
    it(`finds ${path}`, async () => {
      const { workspace } = new ScriptedService(FILES);
      assert.deepEqual(await notebookAt(path, workspace), {
        path: '/S/model_train',
        type: 'NOTEBOOK',
        id: '55',
      });
    });
  }

  const MISSING: readonly (readonly [path: string, lines: RegExp])[] = [
    [
      '/S/model_trian',
      /There is no notebook at \/S\/model_trian in https.*\nFix: Set 'notebookPath' to one of: \/S\/model_train\./,
    ],
    ['/S/deeper/still/model_train', /\nFix: Set 'notebookPath' to one of: \/S\/model_train/],
    ['/S', /\/S is a directory, not a notebook\./],
    ['/S/run.py', /\nFix: \/S\/run\.py is a file: set 'pythonFile' instead/],
    ['/S/empty/x', /\nFix: Deploy the notebook first; \/S\/empty is empty\./],
    ['/Other/x', /\nFix: Deploy the notebook first; \/ shows nothing to this identity\./],
    ['model_train', /\nFix: Set 'notebookPath' to a path that begins with \//],
  ];
  for (const [path, lines] of MISSING) {
    it(`helps to find what ${path} was meant to be`, async () => {
      const told = await linesOf(notebookAt(path, new ScriptedService(FILES).workspace));
      assert.match(told, /^NOTEBOOK_NOT_FOUND /);
      assert.match(told, lines);
    });
  }
});

describe('requirePythonFile', () => {
  const CASES: readonly (readonly [path: string, told: RegExp])[] = [
    ['/S/run.py', /^accepted$/],
    ['/Volumes/a/b/c.py', /^accepted$/],
    ['dbfs:/a.py', /^accepted$/],
    ['/dbfs/a.py', /^accepted$/],
    ['abfss://c@a.dfs.core.windows.net/a.py', /^accepted$/],
    ['/S/score', /is a notebook, not a file\.\nFix: Set 'notebookPath' instead/],
    ['/S/rum.py', /There is no file at \/S\/rum\.py .*\nFix: Set 'pythonFile' to one of: \/S\/run\.py\./],
    [
      'src/run.py',
      /There is no file at src\/run\.py .*\nFix: Deploy the file first; 'pythonFile' is a path of the workspace/,
    ],
  ];
  for (const [path, told] of CASES) {
    it(`says of ${path}: ${told.source}`, async () => {
      assert.match(await linesOf(requirePythonFile(path, new ScriptedService(FILES).workspace)), told);
    });
  }
});

describe('jobStart', () => {
  const listed = (...names: readonly string[]): Script => ({
    [JOBS]: { jobs: names.map((name, index) => ({ job_id: index + 1, creator_user_name: 'ann', settings: { name } })) },
    [JOB]: { job_id: 9_007_199_254_740_993n, settings: { name: 'train', parameters: [{ name: 'depth' }] } },
  });
  const start = (script: Script, job: { jobId?: string; jobName?: string }, parameters?: JsonObject) => {
    const { workspace, clock } = new ScriptedService(script);
    const host = new RecordingHost({ clock });
    return {
      host,
      starting: jobStart({ jobId: undefined, jobName: undefined, ...job }, parameters, { workspace, host }),
    };
  };

  it('starts a job by its whole id, with its parameters', async () => {
    const { starting } = start(listed(), { jobId: '9007199254740993' }, { depth: 6 });
    const { path, body } = await starting;
    assert.equal(path, '/api/2.2/jobs/run-now');
    assert.deepEqual(body, { job_id: 9_007_199_254_740_993n, job_parameters: { depth: '6' } });
  });

  it('warns of a parameter that the job does not define', async () => {
    const { host, starting } = start(listed('train'), { jobName: 'train' }, { dept: 6 });
    await starting;
    assert.deepEqual(host.warnings, ["Job 9007199254740993 defines no parameter 'dept'; it defines depth"]);
  });

  const REFUSED: readonly { what: string; script: Script; job: { jobId?: string; jobName?: string }; told: RegExp }[] =
    [
      {
        what: 'an id that does not exist',
        script: { [JOB]: NOTHING },
        job: { jobId: '5' },
        told: /^JOB_NOT_FOUND There is no job 5 in /,
      },
      {
        what: 'a name that does not exist',
        script: listed('train', 'sales'),
        job: { jobName: 'trian' },
        told: /^JOB_NOT_FOUND No job .*'trian'\.\nFix: Set 'jobName' to one of: train/,
      },
      {
        what: 'a name where there are no jobs',
        script: listed(),
        job: { jobName: 'train' },
        told: /\nFix: Deploy the job first, or grant/,
      },
      {
        what: 'a name of two jobs',
        script: listed('train', 'train'),
        job: { jobName: 'train' },
        told: /^JOB_NAME_AMBIGUOUS 2 jobs have the name 'train': 1 \(by ann\), 2 \(by ann\)/,
      },
    ];
  for (const { what, script, job, told } of REFUSED) {
    it(`refuses ${what}`, async () => assert.match(await linesOf(start(script, job).starting), told));
  }
});
