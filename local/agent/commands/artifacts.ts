import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StepContext } from '../step-context';
import { copyInto, isFile, isFolder } from './files';
import { property, type Command } from './parse';
import { CommandError, type CommandRules } from './rule';

export const artifactCommands: CommandRules = {
  'artifact.upload': { restricted: 'refused', run: upload },
  'artifact.associate': { restricted: 'refused', run: associate },
};

const NEEDS_LOCATION = new Set(['container', 'filepath', 'versioncontrol']);
const KNOWN = new Set(['artifactname', 'artifacttype', 'type', 'containerfolder']);

function upload(command: Command, { job, log, record }: StepContext): void {
  const name = artifactName(command);
  const containerFolder = property(command, 'containerfolder') ?? name;
  const path = command.text;
  const hostType = job.variables.get('System.HostType') ?? '';
  if (hostType !== 'build') {
    throw new CommandError(`Uploading server artifact is not supported in ${hostType}.`);
  }
  if (!isFile(path) && !isFolder(path)) {
    throw new CommandError(`Path does not exist: '${path}'. An artifact needs the full path of a file or folder.`);
  }
  if (isFolder(path) && !holdsFiles(path)) {
    log.warning(`Directory '${path}' is empty. Nothing will be added to build artifact '${name}'.`);
    return;
  }
  const copy = join(job.artifacts, name);
  copyInto(copy, path);
  record.uploadedArtifacts.push({ name, containerFolder, path, copy });
}

function associate(command: Command, { record }: StepContext): void {
  const name = artifactName(command);
  const type = property(command, 'type') ?? property(command, 'artifacttype');
  if (type === undefined) {
    throw new CommandError('Artifact type is required.');
  }
  if (command.text === '' && NEEDS_LOCATION.has(type.toLowerCase())) {
    throw new CommandError('Artifact location is required.');
  }
  const properties = Object.fromEntries([...command.properties].filter(([key]) => !KNOWN.has(key)));
  record.associatedArtifacts.push({ name, type, location: command.text, properties });
}

function holdsFiles(folder: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => !entry.isDirectory());
}

function artifactName(command: Command): string {
  const name = property(command, 'artifactname');
  if (name === undefined) {
    throw new CommandError('Artifact name is required.');
  }
  if (/[\\/":<>|*?]|^\.+$/.test(name)) {
    throw new CommandError(`Artifact name is not valid: ${name}. It cannot contain \\ / " : < > | * ?`);
  }
  return name;
}
