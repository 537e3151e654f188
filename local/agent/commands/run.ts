import { isRestricted } from '../restrictions';
import type { StepContext } from '../step-context';
import { artifactCommands } from './artifacts';
import { attachmentCommands } from './attachments';
import { buildCommands } from './build';
import { detailCommands } from './details';
import { endpointCommands } from './endpoints';
import { issueCommands } from './issues';
import { mentionsCommand, parseCommand, type Command } from './parse';
import { progressCommands } from './progress';
import { CommandError, type CommandRule, type CommandRules } from './rule';
import { testResultCommands } from './test-results';
import { variableCommands } from './variables';

const RULES: CommandRules = {
  ...artifactCommands,
  ...attachmentCommands,
  ...buildCommands,
  ...detailCommands,
  ...endpointCommands,
  ...issueCommands,
  ...progressCommands,
  ...testResultCommands,
  ...variableCommands,
};

const AREAS = new Set(Object.keys(RULES).map((name) => name.split('.')[0]));

/** One line of a task's output: carried out when it is a command, shown otherwise. */
export function takeLine(line: string, step: StepContext): void {
  const command = parseCommand(line);
  if (command !== undefined) {
    runCommand(command, line, step);
    return;
  }
  if (mentionsCommand(line)) {
    step.log.warning(`'${line}' contains logging command keyword '##vso', but it's not a legal command.`);
  }
  step.log.write(line);
}

function runCommand(command: Command, line: string, step: StepContext): void {
  if (!AREAS.has(command.area)) {
    step.log.warning(`Can't find command extension for ##vso[${command.area}.command].`);
    return;
  }
  try {
    ruleOf(command, step)?.run(command, step);
  } catch (error) {
    step.log.error(`Unable to process command '${line}' successfully.`);
    step.log.error(error instanceof Error ? error.message : String(error));
    step.commandFailed = true;
  }
  if (`${command.area}.${command.event}` !== 'task.debug') {
    step.log.debug(`Processed: ${line}`);
  }
}

/** The rule to follow; nothing when a restriction refuses the command. */
function ruleOf({ area, event }: Command, step: StepContext): CommandRule | undefined {
  const rule = RULES[`${area}.${event}`];
  if (rule === undefined) {
    throw new CommandError(`##vso[${area}.${event}] is not a recognized command for ${area} command extension.`);
  }
  if (rule.restricted === 'refused' && isRestricted(step)) {
    step.record.refused.push(`${area}.${event}`);
    step.log.warning(`##vso[${area}.${event}] is not allowed in this step due to policy restrictions.`);
    return undefined;
  }
  return rule;
}
