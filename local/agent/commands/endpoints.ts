import { SYSTEM_CONNECTION } from '../endpoints';
import { property, type Command } from './parse';
import { CommandError, type CommandRules } from './rule';

export const endpointCommands: CommandRules = {
  'task.setendpoint': {
    restricted: 'refused',
    run(command, { job }) {
      if (command.text === '') {
        throw new CommandError('##vso[task.setendpoint] needs a value behind the bracket.');
      }
      const field = required(command, 'field').toLowerCase();
      if (field === 'authparameter') {
        job.masker.add(command.text);
      }
      const id = required(command, 'id').toLowerCase();
      if (id === SYSTEM_CONNECTION.toLowerCase()) {
        throw new CommandError('The connection to Azure DevOps itself cannot be changed by a command.');
      }
      const endpoint = job.endpoints.find((candidate) => candidate.id.toLowerCase() === id);
      if (endpoint === undefined) {
        throw new CommandError(`No endpoint with id '${id}' belongs to this job.`);
      }
      if (field === 'url') {
        endpoint.url = urlOf(command.text);
      } else if (field === 'authparameter') {
        endpoint.parameters[required(command, 'key')] = command.text;
      } else if (field === 'dataparameter') {
        endpoint.data[required(command, 'key')] = command.text;
      } else {
        throw new CommandError(`Field '${field}' is none of url, authParameter, dataParameter.`);
      }
    },
  },
};

function urlOf(text: string): string {
  if (!URL.canParse(text)) {
    throw new CommandError(`'${text}' is not an absolute URL.`);
  }
  return text;
}

function required(command: Command, name: string): string {
  const value = property(command, name);
  if (value === undefined) {
    throw new CommandError(`Required field '${name}' is missing in ##vso[task.setendpoint] command.`);
  }
  return value;
}
