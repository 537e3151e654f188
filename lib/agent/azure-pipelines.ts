import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as agent from 'azure-pipelines-task-lib/task';
import type { ClientName, InputsOf, OutputsOf, TaskDefinition } from '../task/definition';
import type { TaskHost } from '../task/host';
import { readInputs } from '../task/read-inputs';
import type { Workspace } from '../databricks/workspace';
import { cancellation } from './cancellation';
import { openWorkspace, type Clients } from './clients';
import { readConnection } from './connection';
import { runFacts } from './facts';
import { AgentHost } from './host';
import { AgentLog } from './log';
import { presentable } from './present-error';
import { StepResult } from './result';
import { knownSecrets } from './secrets';
import { userAgent } from './version';

/** The host and exactly the clients that the definition asks for. */
export type ContextOf<D extends TaskDefinition> = { readonly host: TaskHost<keyof D['outputs'] & string> } & Pick<
  Clients,
  D['clients'][number] & ClientName
>;

/** Runs a task as the main step: reads its inputs, hands it its clients, publishes its outputs, reports one result. */
export async function runOnAgent<D extends TaskDefinition>(
  definition: D,
  run: (inputs: InputsOf<D>, context: ContextOf<D>) => Promise<OutputsOf<D>>,
): Promise<void> {
  await onAgent(definition, async (inputs, context) => context.host.setOutputs(await run(inputs, context)));
}

/** Runs a task's clean-up after the job. It has nothing left to fail, so a fault is an issue and not a failure. */
export async function runAfterJob<D extends TaskDefinition>(
  definition: D,
  cleanUp: (context: ContextOf<D>) => Promise<void>,
): Promise<void> {
  await onAgent(definition, (_inputs, context) => cleanUp(context), 'succeededWithIssues');
}

async function onAgent<D extends TaskDefinition>(
  definition: D,
  act: (inputs: InputsOf<D>, context: ContextOf<D>) => Promise<void>,
  onError: 'failed' | 'succeededWithIssues' = 'failed',
): Promise<void> {
  const signal = cancellation();
  const redactor = knownSecrets();
  const log = new AgentLog(redactor);
  const result = new StepResult((text) => log.clean(text));
  let workspace: Workspace | undefined;
  try {
    const host = new AgentHost({ log, redactor, facts: runFacts(), signal });
    const inputs = readInputs(definition, { text: (name) => agent.getInput(name), readFile: readAgentFile });
    const connection = readConnection(String((inputs as Record<string, unknown>)['connection']), redactor);
    workspace = openWorkspace(connection, host, userAgent(definition));
    await act(inputs, { host, workspace } as unknown as ContextOf<D>);
    result.succeeded();
  } catch (error) {
    const lines = await presentable(error, () => whoAmI(workspace));
    const message = lines === undefined ? internalError(definition, error) : lines.lines;
    log.debug(error instanceof Error ? (error.stack ?? '') : String(error));
    result[signal.aborted ? 'canceled' : onError](message);
  }
}

async function whoAmI(workspace: Workspace | undefined): Promise<string> {
  try {
    return (await workspace?.me({ budgetMs: 5000 })) ?? 'the connection';
  } catch {
    return 'the identity of the service connection';
  }
}

function internalError({ name }: TaskDefinition, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `Internal error in ${name}: ${message}\nFix: Run the pipeline again with system.debug: true and report the log; this is a fault of the extension.`;
}

function readAgentFile(path: string): string {
  return readFileSync(resolve(agent.getVariable('System.DefaultWorkingDirectory') ?? '.', path), 'utf8');
}
