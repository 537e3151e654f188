// First, because it must run before the task library is loaded.
import './temporary-folder';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as agent from 'azure-pipelines-task-lib/task';
import type { ClientName, InputsOf, OutputsOf, TaskDefinition } from '../task/definition';
import type { ProjectFacts, TaskHost } from '../task/host';
import { readInputs } from '../task/read-inputs';
import { cancellation } from './cancellation';
import { Clients } from './clients';
import { linesWithChapter } from './documentation';
import { AgentHost } from './host';
import { lazily } from './lazily';
import { AgentLog } from './log';
import { isAfterJob } from './phase';
import { presentable } from './present-error';
import { quietly } from './quietly';
import { StepResult } from './result';
import { readRun, type ReadRun } from './run-facts/facts';
import { knownSecrets, maskAddress } from './secrets';
import { userAgent } from './version';

/** The host and exactly the clients that the definition declares. */
export type ContextOf<D extends TaskDefinition> = { readonly host: TaskHost<keyof D['outputs'] & string> } & Pick<
  Clients,
  D['clients'][number] & ClientName
>;

type Run<D extends TaskDefinition> = (inputs: InputsOf<D>, context: ContextOf<D>) => Promise<OutputsOf<D>>;
type CleanUp<D extends TaskDefinition> = (context: ContextOf<D>) => Promise<void>;

/**
 * Binds a task to the agent. The main step reads inputs, passes clients, publishes outputs and reports one result.
 * After the job, `cleanUp` handles what the main step left; an error there is a warning, not a failure.
 */
export async function runOnAgent<D extends TaskDefinition>(
  definition: D,
  run: Run<D>,
  cleanUp?: CleanUp<D>,
): Promise<void> {
  const step = new StepOnAgent(definition);
  await (isAfterJob() ? step.cleanUp(cleanUp) : step.run(run));
}

/** The only place that catches everything. */
class StepOnAgent<D extends TaskDefinition> {
  readonly #signal = cancellation();
  readonly #redactor = knownSecrets();
  readonly #log = new AgentLog(this.#redactor);
  readonly #result = new StepResult((text) => this.#log.clean(text));
  #host: AgentHost | undefined;
  #clients: Clients | undefined;
  #read: ReadRun | undefined;
  #project: ProjectFacts | undefined;
  /** Text of the inputs as the step has them; each is asked for several times. */
  readonly #given = new Map<string, string | undefined>();
  /** Inputs from the project file, as text. */
  #filled: ReadonlyMap<string, string> = new Map();

  readonly #definition: D;

  constructor(definition: D) {
    this.#definition = definition;
  }

  async run(run: Run<D>): Promise<void> {
    await this.#guarded(
      async () => {
        await this.#openProject();
        const source = { text: (name: string) => this.#text(name), readFile: readAgentFile };
        const inputs = readInputs(this.#definition, source);
        const context = this.#context();
        context.host.setOutputs(await run(inputs, context));
      },
      (message) => this.#result.failed(message),
    );
  }

  /** Reads only the connection: files in other inputs may be gone after the job. */
  async cleanUp(cleanUp: CleanUp<D> | undefined): Promise<void> {
    const isLeft = (name: string): boolean => (quietly(() => agent.getTaskVariable(name)) ?? '') !== '';
    const hasWork = (this.#definition.taskVariables ?? []).some(isLeft);
    await this.#guarded(
      async () => (hasWork ? cleanUp?.(this.#context()) : undefined),
      (message) => this.#result.succeededWithIssues(message),
    );
  }

  async #guarded(action: () => Promise<void>, onError: (message: string) => void): Promise<void> {
    try {
      await action();
      this.#result.succeeded(this.#host?.issues);
    } catch (error) {
      const presented = await presentable(error, () => whoAmI(this.#clients), this.#clients?.whenRefused);
      presented?.details.forEach((line) => this.#log.info(line));
      this.#log.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
      const report = this.#signal.aborted ? (message: string) => this.#result.canceled(message) : onError;
      report(presented === undefined ? internalError(this.#definition, error) : linesWithChapter(presented));
    }
  }

  /** Before the inputs are read, because the file provides the values of empty inputs. */
  async #openProject(): Promise<void> {
    if (!this.#inputText('configFile') || !this.#inputText('environment')) {
      return;
    }
    const names = Object.keys(this.#definition.inputs);
    const given = new Map(names.map((name) => [name, this.#inputText(name)?.trim() ?? '']));
    // Loaded here, so that a step without a file starts quickly.
    const { openStepProject } = await import('./step-project');
    const { facts, texts, notes, warnings } = openStepProject(this.#definition, given, this.#run.facts);
    warnings.forEach((warning) => this.#log.warning(warning));
    notes.forEach((note) => this.#log.info(note));
    this.#project = facts;
    this.#filled = texts;
  }

  /** The value in the step, else the one in the project file. */
  #text(name: string): string | undefined {
    const filled = this.#filled.get(name);
    if (filled === undefined) {
      return this.#inputText(name);
    }
    this.#mask(name, filled);
    return filled;
  }

  #inputText(name: string): string | undefined {
    if (!this.#given.has(name)) {
      this.#given.set(name, this.#readInputText(name));
    }
    return this.#given.get(name);
  }

  #readInputText(name: string): string | undefined {
    const isPath = this.#definition.inputs[name]?.manifest.type === 'filePath';
    // The agent turns an empty path into the folder of the sources.
    const text = quietly(() => (isPath && !agent.filePathSupplied(name) ? undefined : agent.getInput(name)));
    this.#mask(name, text ?? '');
    this.#log.debug(`Input '${name}': ${text ?? '(not set)'}`);
    return text;
  }

  get #run(): ReadRun {
    return (this.#read ??= readRun());
  }

  #mask(name: string, text: string): void {
    if (this.#definition.inputs[name]?.isAddress === true) {
      maskAddress(`input '${name}'`, text, this.#redactor);
    }
  }

  #context(): ContextOf<D> {
    const [log, redactor, signal] = [this.#log, this.#redactor, this.#signal];
    const host = new AgentHost({ log, redactor, run: this.#run, project: this.#project, signal });
    this.#host = host;
    const input = (name: string): string | undefined => this.#text(name);
    const clients = new Clients({ input, host, redactor: this.#redactor, userAgent: userAgent(this.#definition) });
    this.#clients = clients;
    // A task that declares a workspace may not need it, so clients are opened on first use.
    const lazy = this.#definition.clients.map((name): [string, object] => [name, lazily<object>(() => clients[name])]);
    // ContextOf is derived from the definition's list of clients.
    return { host, ...Object.fromEntries(lazy) } as unknown as ContextOf<D>;
  }
}

async function whoAmI(clients: Clients | undefined): Promise<string | undefined> {
  try {
    const who = await clients?.workspace.scim.meNow({ budgetMs: 5000 });
    return who?.displayName ?? who?.userName;
  } catch {
    return undefined;
  }
}

function internalError({ name }: TaskDefinition, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `Internal error in ${name}: ${message}\nFix: Run the pipeline again with system.debug: true and report the log; this is a fault of the extension.`;
}

function readAgentFile(path: string): string {
  return readFileSync(resolve(agent.getVariable('System.DefaultWorkingDirectory') ?? '.', path), 'utf8');
}
