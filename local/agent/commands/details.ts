import { property } from './parse';
import { CommandError, type CommandRules } from './rule';

const GUID = /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i;
const EMPTY_GUID = /^[{}0-]+$/;

export const detailCommands: CommandRules = {
  'task.logdetail': {
    restricted: 'allowed',
    run(command, { record }) {
      const id = property(command, 'id')?.toLowerCase();
      if (id === undefined || !GUID.test(id) || EMPTY_GUID.test(id)) {
        throw new CommandError("A detail needs a GUID in property 'id'.");
      }
      const known = record.details.get(id);
      const parent = property(command, 'parentid')?.toLowerCase();
      if (known === undefined) {
        requireNewDetail(command.properties, parent === undefined || record.details.has(parent));
      } else if (parent !== undefined && parent !== known.properties['parentid']?.toLowerCase()) {
        throw new CommandError(`Detail ${id} cannot change its parent.`);
      }
      const operation = command.text === '' ? known?.operation : command.text;
      record.details.set(id, {
        id,
        properties: { ...known?.properties, ...Object.fromEntries(command.properties) },
        ...(operation === undefined ? {} : { operation }),
      });
    },
  },
};

function requireNewDetail(properties: ReadonlyMap<string, string>, parentIsKnown: boolean): void {
  for (const name of ['name', 'type']) {
    if (!properties.has(name)) {
      throw new CommandError(`The first mention of a detail needs property '${name}'.`);
    }
  }
  if (!parentIsKnown) {
    throw new CommandError('The parent of a detail has to be logged before it.');
  }
}
