import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The Python of the clean-up, which ships beside the templates: a pipeline deploys it from their repository. */
export function cleanUpModules(root: string): readonly string[] {
  const names = readdirSync(join(root, 'on-databricks/clean_up'));
  return names.filter((name) => name.endsWith('.py') && !name.startsWith('test_')).toSorted();
}
