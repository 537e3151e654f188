import { basename } from 'node:path';
import type { Attachment } from '../records';
import { copyOf } from './files';
import { property, type Command } from './parse';
import { CommandError, type CommandRules } from './rule';

const SUMMARY_TYPE = 'Distributedtask.Core.Summary';
const FILE_TYPE = 'Distributedtask.Core.FileAttachment';

export const attachmentCommands: CommandRules = {
  'task.addattachment': {
    restricted: 'refused',
    run(command, { record }) {
      const type = fileNameProperty(command, 'type');
      const name = fileNameProperty(command, 'name');
      record.attachments.push({ type, name, ...copyOf(command.text) });
    },
  },
  'task.uploadsummary': {
    restricted: 'refused',
    run: (command, { record }) => void record.summaries.push(attachmentOf(command, SUMMARY_TYPE)),
  },
  'task.uploadfile': {
    restricted: 'refused',
    run: (command, { record }) => void record.uploadedFiles.push(attachmentOf(command, FILE_TYPE)),
  },
  'build.uploadsummary': {
    restricted: 'refused',
    run: (command, { record }) => void record.summaries.push(attachmentOf(command, SUMMARY_TYPE)),
  },
  'build.uploadlog': {
    restricted: 'refused',
    run: (command, { record }) => void record.buildLogs.push(attachmentOf(command, FILE_TYPE)),
  },
};

function attachmentOf(command: Command, type: string): Attachment {
  if (command.text === '') {
    throw new CommandError(`##vso[${command.area}.${command.event}] needs the path of a file behind the bracket.`);
  }
  return { type, name: basename(command.text), ...copyOf(command.text) };
}

// On Linux and macOS these are the characters .NET refuses in a file name.
function fileNameProperty(command: Command, name: string): string {
  const value = property(command, name);
  if (value === undefined) {
    throw new CommandError(`Cannot add the attachment: property '${name}' is not specified.`);
  }
  if (value.includes('/') || value.includes('\0')) {
    throw new CommandError(`Cannot add the attachment: '${name}' is '${value}', and a slash is not allowed in it.`);
  }
  return value;
}
