import { property } from './parse';
import { CommandError, type CommandRules } from './rule';

export const buildCommands: CommandRules = {
  'build.updatebuildnumber': {
    restricted: 'refused',
    run({ text }, { job }) {
      if (text === '') {
        throw new CommandError('Build number is required.');
      }
      job.variables.set({ name: 'Build.BuildNumber', value: text, readOnly: true });
    },
  },
  'build.addbuildtag': {
    restricted: 'refused',
    run({ text }, { record }) {
      if (text === '') {
        throw new CommandError('Build tag is required.');
      }
      record.buildTags.push(text);
    },
  },
  'release.updatereleasename': {
    restricted: 'refused',
    run({ text }, { job }) {
      if (text === '') {
        throw new CommandError('Release name is required.');
      }
      job.variables.set({ name: 'Release.ReleaseName', value: text, readOnly: true });
    },
  },
  'telemetry.publish': {
    restricted: 'allowed',
    run(command, { record }) {
      const area = property(command, 'area');
      const feature = property(command, 'feature');
      if (area === undefined || feature === undefined || command.text === '') {
        throw new CommandError("Telemetry needs 'area', 'feature' and a JSON object behind the bracket.");
      }
      record.telemetry.push({ area, feature, properties: JSON.parse(command.text) as Record<string, unknown> });
    },
  },
};
