import { maySetVariable } from '../restrictions';
import { knob, type StepContext } from '../step-context';
import { isOn, isTrue } from '../variables/booleans';
import { property, type Command } from './parse';
import { CommandError, type CommandRules } from './rule';

export const variableCommands: CommandRules = {
  'task.setvariable': { restricted: 'allowed', run: setVariable },
  'task.settaskvariable': { restricted: 'allowed', run: setTaskVariable },
  'task.setsecret': {
    restricted: 'allowed',
    run: ({ text }, { job }) => job.masker.add(text),
  },
  'task.prependpath': {
    restricted: 'allowed',
    run({ text }, step) {
      if (maySetVariable(step, 'PATH')) {
        if (text === '') {
          throw new CommandError("Can't update path environment variable, value is missing.");
        }
        const { prependedPaths } = step.job;
        prependedPaths.splice(0, prependedPaths.length, ...prependedPaths.filter((path) => path !== text), text);
      }
    },
  },
};

function setVariable(command: Command, step: StepContext): void {
  const name = nameOf(command);
  const secret = isTrue(property(command, 'issecret'));
  const isOutput = isTrue(property(command, 'isoutput'));
  const { variables, masker } = step.job;
  if (variables.isReadOnly(name)) {
    throw new CommandError(`Overwriting readonly variable '${name}' is not permitted.`);
  }
  refuseMultilineSecret(command, step);
  if (secret) {
    masker.addCommandText(command.text);
  }
  if (!maySetVariable(step, name)) {
    return;
  }
  const becomesOutput = isOutput || step.declaredOutputs.has(name.toLowerCase());
  if (becomesOutput) {
    step.record.outputs[name] = command.text;
  }
  variables.set({
    name: becomesOutput ? `${step.name}.${name}` : name,
    value: command.text,
    secret,
    readOnly: isOutput || isTrue(property(command, 'isreadonly')),
    preserveCase: isTrue(property(command, 'preservecase')),
  });
}

function setTaskVariable(command: Command, step: StepContext): void {
  const name = nameOf(command);
  if (step.taskVariables.isReadOnly(name)) {
    throw new CommandError(`Overwriting readonly task variable '${name}' is not permitted.`);
  }
  refuseMultilineSecret(command, step);
  step.taskVariables.set({
    name,
    value: command.text,
    secret: isTrue(property(command, 'issecret')),
    readOnly: isTrue(property(command, 'isreadonly')),
    preserveCase: isTrue(property(command, 'preservecase')),
  });
}

function nameOf(command: Command): string {
  const name = property(command, 'variable');
  if (name === undefined) {
    throw new CommandError(`Required field 'variable' is missing in ##vso[task.${command.event}] command.`);
  }
  return name;
}

// Output is masked line by line, so a secret of several lines would show.
function refuseMultilineSecret(command: Command, { job }: StepContext): void {
  const isMultiline = command.text.includes('\n');
  if (isTrue(property(command, 'issecret')) && isMultiline && !isOn(knob(job, 'SYSTEM_UNSAFEALLOWMULTILINESECRET'))) {
    throw new CommandError('Secrets cannot contain multiple lines.');
  }
}
