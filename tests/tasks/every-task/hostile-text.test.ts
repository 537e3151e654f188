import assert from 'node:assert/strict';
import type { StepResult } from '../../../local/agent/job';
import { describeOnNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline, runStep } from '../../kit/tasks/pipeline';
import { notebook, SUBMIT, useWorkspaces } from '../../kit/tasks/workspace-under-test';
import { variants } from '../../kit/tier';

const COMMANDS = [
  '##vso[task.setvariable variable=owned]yes',
  'text before ##vso[task.complete result=Succeeded;]done',
  '##VSO[task.setvariable variable=owned;isOutput=true]yes',
  '####vso[[task.setvariable variable=owned]yes',
  '##[error]not from us',
  '##[endgroup]',
];

/** What a terminal or a log view obeys: colors, cursor, line ends of other systems, reading direction. */
const CONTROLS = '\u0000 \u001b[2J \u0007 \u009b31m \r \u0085 \u2028 \u2029 \u202e \u2066 \u007f';
const OBEYED = /[^\P{Cc}\t]|[\u2028\u2029]|\p{Bidi_Control}/u;

describeOnNode('DatabricksRunJob showing text that others wrote', (node) => {
  const newWorkspace = useWorkspaces();

  for (const logOutput of variants(['tail', 'errors'])) {
    it(`carries out no command in output, error and trace (logOutput: ${logOutput})`, async () => {
      const workspace = newWorkspace();
      const lines = JSON.stringify([...COMMANDS, CONTROLS]);
      workspace.putFile(
        '/Shared/hostile.py',
        `lines = ${lines}\nprint(*lines, sep="\\n")\nraise ValueError("\\n".join(lines))\n`,
      );
      await inPipeline({ workspace, node, speed: 10 }, async ({ job, run }) => {
        const step = await run({ pythonFile: '/Shared/hostile.py', logOutput });
        assert.equal(step.result, 'Failed');
        assertNothingActed(step);
        assert.match(step.rawLines.join('\n'), /\\u0000 \\u001b\[2J \\u0007/);
        assert.equal(job.variables.get('owned'), undefined);
        assert.equal(job.variables.get('train.owned'), undefined);
      });
    });
  }

  it('carries out no command in what the notebook exits with, in the run name or in an API error', async () => {
    const workspace = newWorkspace();
    workspace.putNotebook('/Shared/exits', notebook(`dbutils.notebook.exit(${JSON.stringify(COMMANDS[0])})`));
    const exited = await runStep({ workspace, node }, { notebookPath: '/Shared/exits', runName: COMMANDS[0] ?? '' });
    assert.equal(exited.result, 'Succeeded');
    assertNothingActed(exited);
    workspace.addFault({
      method: 'POST',
      path: SUBMIT,
      status: 400,
      body: { error_code: 'INVALID_PARAMETER_VALUE', message: [...COMMANDS, CONTROLS].join('\n') },
    });
    assertNothingActed(await runStep({ workspace, node }, { notebookPath: '/Shared/ok' }));
  });
});

/** The step's own commands are outputs, task variables, debug lines, issues and the result: nothing else may have arrived. */
function assertNothingActed(step: StepResult): void {
  const acted = step.rawLines.flatMap((line) =>
    [...line.matchAll(/##vso\[([a-z.]+)/gi)].map(([, command]) => command?.toLowerCase()),
  );
  const own = new Set(['task.debug', 'task.issue', 'task.complete', 'task.setvariable', 'task.settaskvariable']);
  assert.deepEqual(
    acted.filter((command) => !own.has(command ?? '')),
    [],
  );
  assert.equal(acted.filter((command) => command === 'task.complete').length, 1);
  assert.ok(!Object.keys(step.outputs).includes('owned'));
  assert.ok(step.rawLines.every((line) => !/##\[(?!group\]|endgroup\])/.test(line)));
  assert.deepEqual(
    step.rawLines.filter((line) => OBEYED.test(line)),
    [],
  );
}

const SECRET = 'pl4nted-s3cret/with+signs==';
const planted = { variables: { storageKey: { value: SECRET, secret: true } } } as const;

describeOnNode('DatabricksRunJob near secrets', (node) => {
  const newWorkspace = useWorkspaces();

  it('warns about a secret in the parameters, and shows it nowhere', async () => {
    const workspace = newWorkspace();
    const step = await runStep(
      { workspace, node, ...planted },
      { notebookPath: '/Shared/ok', parameters: 'key: $(storageKey)' },
    );
    assert.equal(step.result, 'Succeeded');
    assert.match(
      step.issues[0]?.message ?? '',
      /The parameters hold the value of secret variable 'storageKey'.*dbutils\.secrets\.get/,
    );
    assertUnseen(step);
  });

  it('keeps a secret out of log, error and outputs when the notebook prints, raises or exits with it', async () => {
    const workspace = newWorkspace();
    workspace.putFile(
      '/Shared/raises.py',
      `import base64\nkey = ${JSON.stringify(SECRET)}\nprint(key, base64.b64encode(key.encode()).decode())\nraise ValueError("bad key " + key)\n`,
    );
    workspace.putNotebook('/Shared/exits', notebook(`dbutils.notebook.exit("key: " + ${JSON.stringify(SECRET)})`));
    const raised = await runStep(
      { workspace, node, ...planted },
      { pythonFile: '/Shared/raises.py', logOutput: 'tail' },
    );
    assert.match(raised.outputs['errorMessage'] ?? '', /ValueError: bad key \*\*\*/);
    assertUnseen(raised);
    const exited = await runStep({ workspace, node, ...planted }, { notebookPath: '/Shared/exits' }, { name: 'exits' });
    assert.equal(exited.outputs['notebookResult'], '');
    assert.match(
      exited.issues[0]?.message ?? '',
      /'notebookResult' is empty: it holds the value of secret variable 'storageKey'/,
    );
    assertUnseen(exited);
  });

  it('never prints the token of the connection, not even when the service repeats it', async () => {
    const workspace = newWorkspace();
    const { token } = workspace;
    workspace.addFault({
      method: 'POST',
      path: SUBMIT,
      status: 400,
      body: { error_code: 'BAD_REQUEST', message: `Authorization: Bearer ${token}` },
    });
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/ok' });
    assert.match(step.issues[0]?.message ?? '', /Bearer \*\*\*/);
    assert.ok(step.rawLines.every((line) => !line.includes(token)));
  });

  it('masks a token that was pasted with blanks around it before it prints anything', async () => {
    const workspace = newWorkspace();
    const authorization = { scheme: 'Token', parameters: { apitoken: `  ${workspace.token}\n` } };
    const step = await runStep({ workspace, node, endpoint: { authorization } }, { notebookPath: '/Shared/ok' });
    assert.equal(step.result, 'Succeeded');
    assert.deepEqual(step.leaks, []);
  });

  for (const { logOutput, shown } of [
    { logOutput: 'none', shown: { error: false, output: false } },
    { logOutput: 'errors', shown: { error: true, output: false } },
    { logOutput: 'tail', shown: { error: true, output: true } },
  ]) {
    it(`shows of a failed run what 'logOutput: ${logOutput}' allows`, async () => {
      const workspace = newWorkspace();
      workspace.putFile('/Shared/personal.py', 'print("customer", 4700 + 11)\nraise ValueError("customer 4712")\n');
      const step = await runStep({ workspace, node }, { pythonFile: '/Shared/personal.py', logOutput });
      const everything = JSON.stringify([step.log, step.outputs]);
      assert.equal(everything.includes('customer 4712'), shown.error);
      assert.equal(everything.includes('customer 4711'), shown.output);
    });
  }

  it('withholds a notebook result that is too long for a variable, and says how to hand it on', async () => {
    const workspace = newWorkspace();
    workspace.putNotebook('/Shared/long', notebook('dbutils.notebook.exit("x" * 40000)'));
    const step = await runStep({ workspace, node }, { notebookPath: '/Shared/long' });
    assert.equal(step.result, 'Succeeded');
    assert.equal(step.outputs['notebookResult'], '');
    assert.match(step.issues[0]?.message ?? '', /longer than the 32766 characters.*exit with the path/);
  });
});

/** The agent would mask the value, but nothing is left to it. */
function assertUnseen(step: StepResult): void {
  assert.deepEqual(step.leaks, []);
  assert.ok(step.rawLines.every((line) => !line.includes(SECRET) && !line.includes(btoa(SECRET))));
}
