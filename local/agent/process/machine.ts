import { join } from 'node:path';

/**
 * The environment of the agent itself. It is built, not inherited: variables of the user, such as `DATABRICKS_TOKEN`,
 * must not reach a task or make it work by accident.
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
