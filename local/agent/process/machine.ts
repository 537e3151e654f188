import { join } from 'node:path';

/**
 * The environment of the agent itself. It is built, not inherited: what the laptop's owner has exported, such as
 * `DATABRICKS_TOKEN`, must neither reach a task nor make it work by accident.
 */
export function machineEnvironment(folder: string, added: Readonly<Record<string, string>>): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: join(folder, 'home'),
    USER: 'vsts',
    LANG: 'C.UTF-8',
    ...added,
  };
}
