import { parseArgs } from 'node:util';
import { DemoError } from './demo-error';
import { REGISTRIES, type RegistryName } from './registry';

export interface Options {
  readonly registry: RegistryName;
  /** Keep the workspace and MLflow's pages open until Ctrl-C. */
  readonly stay: boolean;
  /** Where the project goes; undefined for a folder in .local/demo. */
  readonly folder: string | undefined;
}

const USAGE = `npm run demo -- [--registry ${REGISTRIES.join('|')}] [--stay] [--folder <empty folder>]`;

export function readOptions(words: readonly string[]): Options {
  const { values } = parsed(words);
  const registry = REGISTRIES.find((name) => name === values.registry);
  if (registry === undefined) {
    throw new DemoError(`--registry is '${values.registry}'; it is one of ${REGISTRIES.join(', ')}.`, `Write ${USAGE}`);
  }
  return { registry, stay: values.stay, folder: values.folder };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        registry: { type: 'string', default: 'unity-catalog' },
        stay: { type: 'boolean', default: false },
        folder: { type: 'string' },
      },
    });
  } catch (cause) {
    const [what = ''] = cause instanceof Error ? cause.message.split('. ') : [];
    throw new DemoError(`${what}.`, `Write ${USAGE}`, { cause });
  }
}
