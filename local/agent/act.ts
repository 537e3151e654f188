import { StoppedError, type Act } from './attempts';
import { takeLine } from './commands/run';
import { effectiveInputs, effectiveStepEnvironment } from './inputs';
import { inputOf, type NativeTask, type Program, type ProgramEnd } from './native';
import { runChild, type RunControl } from './process/child-run';
import { scriptEnvironment } from './process/environment';
import type { Launch, LaunchSource } from './process/launch';
import type { StepContext } from './step-context';

export interface ActSource extends LaunchSource {
  readonly context: StepContext;
  /** Gets each line of output unmasked. */
  readonly onRawLine: (line: string) => void;
}

/** Runs the JavaScript of a task. */
export function taskAct(launch: Launch, source: ActSource): Act {
  return (control) => runChild({ ...launch, onLine: (line) => takeOutput(line, source) }, control);
}

/** Runs what the agent carries out itself. */
export function nativeAct(task: NativeTask, source: ActSource): Act {
  return async (control) => {
    const { context } = source;
    let exitCode: number | undefined;
    const start = async (program: Program): Promise<ProgramEnd> => {
      const end = await runProgram(program, source, control);
      exitCode = end.exitCode;
      return end;
    };
    try {
      await task.run({
        input: inputOf(effectiveInputs(source.definition, source.step.inputs ?? {}, source.job)),
        variables: source.job.variables,
        print: (line) => takeOutput(line, source),
        show: (text) => context.log.write(text),
        warn: (message) => context.log.warning(message),
        setVariable: (name, value) => source.job.variables.set({ name, value, readOnly: true }),
        start,
        cancel: control.cancel,
      });
    } catch (error) {
      if (control.cancel.aborted) {
        throw new StoppedError();
      }
      context.log.error(error instanceof Error ? error.message : String(error));
      context.result = 'Failed';
    }
    if (control.cancel.aborted) {
      throw new StoppedError();
    }
    return { kind: 'acted', exitCode };
  };
}

async function runProgram(program: Program, source: ActSource, control: RunControl): Promise<ProgramEnd> {
  const { job, step } = source;
  let errorLines = 0;
  const outcome = await runChild(
    {
      ...program,
      environment: {
        ...scriptEnvironment(job, effectiveStepEnvironment(step.env ?? {}, job)),
        ...program.environment,
      },
      // A shell passes no signal on to what it waits for.
      signals: 'group',
      onLine: (line, stream) => {
        errorLines += stream === 'stderr' ? 1 : 0;
        takeOutput(line, source);
      },
    },
    control,
  );
  if (outcome.kind === 'canceled') {
    throw new StoppedError();
  }
  return { exitCode: outcome.exitCode ?? 0, errorLines };
}

function takeOutput(line: string, { context, onRawLine }: ActSource): void {
  onRawLine(line);
  takeLine(line, context);
}
