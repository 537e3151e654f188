import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { runStep } from '../../kit/tasks/pipeline';
import { useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

interface Refused {
  readonly what: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const REFUSED: readonly Refused[] = [
  {
    what: 'no target',
    inputs: {},
    says: /^None of the inputs 'jobId'.* is set\.\nFix: Give exactly one of them\. \(INPUTS_REFUSED\)$/,
  },
  {
    what: 'two targets',
    inputs: { jobId: '1', notebookPath: '/Shared/ok' },
    says: /^Inputs 'jobId' and 'notebookPath' exclude each other\.\nFix: Give exactly one/,
  },
  {
    what: 'a variable that does not exist',
    inputs: { notebookPath: '/Shared/$(missing)' },
    says: /still holds '\$\(missing\)'.*\nFix: Define 'missing'/,
  },
  {
    what: 'parameters that are no YAML',
    inputs: { notebookPath: '/Shared/ok', parameters: 'a: [1' },
    says: /'parameters' does not fit: parameters:1:6: /,
  },
  {
    what: 'a run file that does not exist',
    inputs: { runFile: 'missing.yml' },
    says: /'runFile' names '.*missing\.yml', which cannot be read/,
  },
  {
    what: 'a notebook that does not exist',
    inputs: { notebookPath: '/Shared/okk' },
    says: /There is no notebook at \/Shared\/okk in http.*\nFix: Set 'notebookPath' to one of: \/Shared\/ok/,
  },
  {
    what: 'a Python file that does not exist',
    inputs: { pythonFile: '/Shared/scor.py' },
    says: /There is no file at \/Shared\/scor\.py.*\nFix: Set 'pythonFile' to one of: \/Shared\/score\.py/,
  },
  {
    what: 'a job that does not exist',
    inputs: { jobId: '12' },
    says: /There is no job 12 in http.*\nFix: Correct 'jobId'/,
  },
  {
    what: 'a job name that two jobs have',
    inputs: { jobName: 'twice' },
    says: /2 jobs have the name 'twice': \d+ \(by dev@example\.com\), \d+ \(by .*\nFix: Set 'jobId'/,
  },
  {
    what: 'two kinds of compute',
    inputs: { notebookPath: '/Shared/ok', existingClusterId: 'a', newCluster: 'num_workers: 1' },
    says: /'existingClusterId' and 'newCluster' exclude each other/,
  },
  {
    what: 'compute for a job',
    inputs: { jobId: '1', existingClusterId: 'a' },
    says: /Input 'existingClusterId' works only with 'notebookPath' or 'pythonFile'\.\nFix: Remove it; a job/,
  },
  {
    what: 'tags without a new cluster',
    inputs: { notebookPath: '/Shared/ok', runTags: 'team: growth' },
    says: /'runTags' works only with 'newCluster'/,
  },
  {
    what: 'a number that is none',
    inputs: { notebookPath: '/Shared/ok', timeoutMinutes: 'lots' },
    says: /'timeoutMinutes' is 'lots', which is not a whole number/,
  },
  {
    what: 'a choice that is none',
    inputs: { notebookPath: '/Shared/ok', logOutput: 'all' },
    says: /'logOutput' is 'all', which is not among the choices\.\nFix: Set one of: none, errors, tail/,
  },
  {
    what: 'a map as the value of a parameter',
    inputs: { notebookPath: '/Shared/ok', parameters: 'a: {b: x}' },
    says: /Parameter 'a' is a map; parameters are text\.\nFix: Quote it as JSON, e\.g\. a: '\{"b":"x"\}'/,
  },
  {
    what: 'parameters beyond the limit of the API',
    inputs: { notebookPath: '/Shared/ok', parameters: `a: ${'x'.repeat(10_000)}` },
    says: /The parameters take 10008 bytes as JSON; the service accepts at most 10000\.\nFix: /,
  },
  {
    what: 'a notebook in a folder that does not exist',
    inputs: { notebookPath: '/Shred/deep/ok' },
    says: /no notebook at \/Shred\/deep\/ok.*\nFix: Set 'notebookPath' to one of: .*\/Shared/,
  },
  {
    what: 'a folder in place of a notebook',
    inputs: { notebookPath: '/Shared' },
    says: /\/Shared is a directory, not a notebook/,
  },
  {
    what: 'a relative notebook path',
    inputs: { notebookPath: 'Shared/ok' },
    says: /Fix: Set 'notebookPath' to a path that begins with \//,
  },
  {
    what: 'a job name that no job has',
    inputs: { jobName: 'onec' },
    says: /No job .* has the name 'onec'\.\nFix: Set 'jobName' to one of: once/,
  },
  {
    what: 'a job name in other capitals',
    inputs: { jobName: 'Once' },
    says: /has the name 'Once'\.\nFix: Set 'jobName' to one of: once/,
  },
  {
    what: 'libraries that serverless cannot install',
    inputs: { notebookPath: '/Shared/ok', libraries: '- jar: /a.jar' },
    says: /Library \{"jar":"\/a\.jar"\} cannot be installed on serverless/,
  },
];

const task = { task_key: 'main', notebook_task: { notebook_path: '/Shared/ok' } };

describeOnNode('DatabricksRunJob given bad input', (node) => {
  const newWorkspace = useWorkspaces();

  for (const { what, inputs, says } of variants(REFUSED, 9)) {
    it(`refuses ${what} with two lines, and starts nothing`, async () => {
      const workspace = newWorkspace();
      workspace.putFile('/Shared/score.py', 'print(1)');
      ['once', 'twice', 'twice'].forEach((name) => workspace.createJob({ name, tasks: [task] }));
      const step = await runStep({ workspace, node }, inputs);
      assert.equal(step.result, 'Failed');
      assert.equal(step.exitCode, 0);
      assert.match(step.issues[0]?.message ?? '', says);
      assert.equal(step.issues[0]?.message.split('\n').length, 2);
      assert.equal(workspace.runs().length, 0);
    });
  }

  it('names every bad input at once', async () => {
    const step = await runStep(
      { workspace: newWorkspace(), node },
      { wait: 'perhaps', timeoutMinutes: '0', jobId: 'x', viewers: 'a: b' },
    );
    const message = step.issues[0]?.message ?? '';
    ['wait', 'timeoutMinutes', 'jobId', 'viewers'].forEach((name) =>
      assert.match(message, new RegExp(`Input '${name}'`)),
    );
  });

  describe('in a run file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'run-files-'));
    after(() => rmSync(folder, { recursive: true }));

    const BAD_FILES: readonly { readonly what: string; readonly text: string; readonly says: RegExp }[] = [
      {
        what: 'a key that the API does not know',
        text: 'taks: []\ntasks: [{task_key: a}]\n',
        says: /run\.yml:1:1: unknown key 'taks'; did you mean 'tasks'\?/,
      },
      { what: 'text that is no YAML', text: 'tasks:\n  - task_key: "main\n', says: /run\.yml:\d+:\d+: / },
      {
        what: 'an unknown key of a task',
        text: 'tasks:\n  - task_key: a\n    notebook: /x\n',
        says: /run\.yml:3:5: unknown key 'notebook'; did you mean 'notebook_task'\?/,
      },
      { what: 'no task', text: 'tasks: []\n', says: /run\.yml:1:8: the list is empty/ },
      { what: 'no map at all', text: '- a\n', says: /run\.yml:1:1: expected a map, found a list/ },
    ];
    for (const { what, text, says } of variants(BAD_FILES)) {
      it(`points at the line and column of ${what}`, async () => {
        const workspace = newWorkspace();
        const runFile = join(folder, `${BAD_FILES.findIndex((file) => file.what === what)}-${node}-run.yml`);
        writeFileSync(runFile, text);
        const step = await runStep({ workspace, node }, { runFile });
        assert.equal(step.result, 'Failed');
        assert.match(step.issues[0]?.message ?? '', says);
        assert.equal(workspace.requests.length, 0);
      });
    }
  });

  describe('in the connection', () => {
    const CONNECTIONS: readonly { readonly what: string; readonly url: string; readonly says: RegExp }[] = [
      {
        what: 'an address in clear text',
        url: 'http://adb-1.2.azuredatabricks.net',
        says: /is not https. A token must not be sent in clear text\.\nFix: Set https:\/\/adb-1\.2\.azuredatabricks\.net/,
      },
      {
        what: 'a host that does not exist',
        url: 'https://adb-1.invalid',
        says: /There is no way to adb-1\.invalid \(E\w+\)\.\nFix: Check the address/,
      },
      { what: 'an address that is no URL', url: 'not a url', says: /'not a url' is not a URL\.\nFix: Set the address/ },
    ];
    for (const { what, url, says } of variants(CONNECTIONS, 2)) {
      it(`refuses ${what}`, async () => {
        const step = await runStep(
          { workspace: newWorkspace(), node, speed: 20, endpoint: { url } },
          { notebookPath: '/Shared/ok' },
        );
        assert.equal(step.result, 'Failed');
        assert.match(step.issues[0]?.message ?? '', says);
      });
    }

    it('says so when nothing listens at the address', async () => {
      const port = await unusedPort();
      const endpoint = { url: `http://127.0.0.1:${port}` };
      const step = await runStep(
        { workspace: newWorkspace(), node, speed: 20, endpoint },
        { notebookPath: '/Shared/ok' },
      );
      assert.match(
        step.issues[0]?.message ?? '',
        /The connection was refused by 127\.0\.0\.1:\d+ \(ECONNREFUSED\)\.\nFix: /,
      );
    });

    it('understands a pasted address with path and workspace id', async () => {
      const workspace = newWorkspace();
      const endpoint = { url: `${workspace.host}/browse/folders?o=${workspace.orgId}#x` };
      const step = await runStep({ workspace, node, endpoint }, { notebookPath: '/Shared/ok' });
      assert.equal(step.result, 'Succeeded');
      assert.equal(workspace.requests.at(-1)?.headers['x-databricks-workspace-id'], workspace.orgId);
    });

    const SCHEMES = [
      {
        what: 'another scheme, without trying it',
        authorization: {
          scheme: 'OAuth2',
          parameters: { username: 'svc-train', password: 'kept-out-of-it' },
        },
        says: /given by 'connection' authenticates by 'OAuth2', which a connection of type/,
      },
      {
        what: 'a token of two lines',
        authorization: { scheme: 'Token', parameters: { apitoken: 'dapi0123\nexpires=tomorrow' } },
        says: /contains a token with a blank, a line break or a letter that no token has\.\nFix: Edit the service connection and paste/,
      },
      {
        what: 'an empty token',
        authorization: { scheme: 'Token', parameters: { apitoken: '' } },
        says: /has no token/,
      },
    ];
    for (const { what, authorization, says } of SCHEMES) {
      it(`refuses ${what}`, async () => {
        const workspace = newWorkspace();
        const step = await runStep({ workspace, node, endpoint: { authorization } }, { notebookPath: '/Shared/ok' });
        assert.match(step.issues[0]?.message ?? '', says);
        assert.equal(workspace.requests.length, 0);
      });
    }
  });
});

function unusedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
