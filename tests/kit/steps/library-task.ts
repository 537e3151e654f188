import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addAttachment,
  debug,
  error,
  getBoolInput,
  getEndpointAuthorizationParameter,
  getEndpointUrl,
  getInput,
  getPathInput,
  getTaskVariable,
  getVariable,
  getVariables,
  IssueType,
  logIssue,
  prependPath,
  setProgress,
  setResult,
  setSecret,
  setTaskVariable,
  setVariable,
  TaskResult,
  tool,
  uploadSummary,
  warning,
  which,
} from 'azure-pipelines-task-lib/task';

/** A task of somebody else: it uses the public library of Azure Pipelines for everything and knows nothing of us. */
async function main(): Promise<void> {
  const temporary = getVariable('Agent.TempDirectory') ?? '';
  const connection = getInput('connection', true) ?? '';
  const secret = getEndpointAuthorizationParameter(connection, 'apitoken', false) ?? '';

  setVariable('url', getEndpointUrl(connection, false) ?? '', false, true);
  setVariable('words', `${getInput('word', true)};${getBoolInput('flag')};%25]`, false, true);
  setVariable('rootedFile', getPathInput('file', false, false) ?? '', false, true);
  setVariable('fromVariable', getVariable('team.name') ?? 'none', false, true);
  setVariable(
    'knownVariables',
    String(getVariables().filter(({ name }) => name.startsWith('team')).length),
    false,
    true,
  );
  setVariable('made', 'made-secret', true, true);
  setTaskVariable('state', 'from the main stage');

  setSecret('declared-secret');
  process.stdout.write(`secrets: ${secret} declared-secret made-secret\n`);
  setProgress(40, 'halfway');
  debug('a debug line');
  warning('a warning');
  logIssue(IssueType.Error, 'a compiler error', join(getVariable('Build.SourcesDirectory') ?? '', 'a.py'), 3, 7, 'E1');

  const tools = join(temporary, 'tools');
  mkdirSync(tools, { recursive: true });
  prependPath(tools);
  const summary = join(temporary, 'summary.md');
  writeFileSync(summary, '# Summary\n');
  uploadSummary(summary);
  addAttachment('report', 'one', summary);

  const exitCode = await tool(which('bash', true)).arg(['-c', 'echo "child [$INPUT_WORD$SECRET_TOKEN]"']).execAsync();
  setResult(exitCode === 0 ? TaskResult.SucceededWithIssues : TaskResult.Failed, 'finished');
}

if (process.argv[1]?.endsWith('post.js') === true) {
  process.stdout.write(`task variable: ${getTaskVariable('state')}\n`);
} else {
  main().catch((reason: unknown) => {
    error(String(reason));
    setResult(TaskResult.Failed, String(reason));
  });
}
