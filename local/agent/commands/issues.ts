import { relative, sep } from 'node:path';
import type { Issue } from '../records';
import type { StepContext } from '../step-context';
import { property, type Command } from './parse';
import { CommandError, type CommandRule, type CommandRules } from './rule';

const logIssue: CommandRule = { restricted: 'allowed', run: addIssue };

export const issueCommands: CommandRules = {
  'task.logissue': logIssue,
  'task.issue': logIssue,
  'task.debug': { restricted: 'allowed', run: ({ text }, { log }) => log.debug(text) },
};

function addIssue(command: Command, step: StepContext): void {
  const type = property(command, 'type')?.toLowerCase();
  if (type === undefined) {
    step.log.warning("Can't create TaskIssue from logging event.");
    return;
  }
  if (type !== 'error' && type !== 'warning') {
    throw new CommandError(`issue type ${type} is not an expected issue type.`);
  }
  const position = {
    ...optional('code', property(command, 'code')),
    ...optional('sourcePath', inSources(property(command, 'sourcepath'), step)),
    ...optional('lineNumber', property(command, 'linenumber')),
    ...optional('columnNumber', property(command, 'columnnumber')),
  };
  const message = `${prefixOf(type, position)}${command.text}`;
  step.log.addIssue({ type, message, ...position, properties: Object.fromEntries(command.properties) });
}

/** As compilers write it: `app/train.py(3,7): error E1: `. */
function prefixOf(type: Issue['type'], { code, sourcePath, lineNumber, columnNumber }: Partial<Issue>): string {
  return sourcePath === undefined
    ? ''
    : `${sourcePath}(${lineNumber ?? ''},${columnNumber ?? ''}): ${type} ${code ?? ''}: `;
}

/** A file of the checked-out repository is named from its root, so that the run page can link to it. */
function inSources(path: string | undefined, { job }: StepContext): string | undefined {
  const sources = job.variables.get('Build.SourcesDirectory');
  if (path === undefined || sources === undefined || !path.startsWith(sources + sep)) {
    return path;
  }
  return relative(sources, path).replaceAll(sep, '/');
}

function optional<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string });
}
