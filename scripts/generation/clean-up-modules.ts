import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '../repository/repository';

const SOURCE = 'on-databricks/clean_up';

/** The Python of the clean-up by its paths beside the templates: a pipeline deploys it from their repository. */
export function cleanUpModules(root: string): readonly (readonly [path: string, text: string])[] {
  const names = readdirSync(join(root, SOURCE)).filter((name) => name.endsWith('.py') && !name.startsWith('test_'));
  return names
    .toSorted()
    .map((name) => [
      `pipeline-templates/clean_up/${name}`,
      `# Generated from ${SOURCE}; change it there.\n${textOf(root, `${SOURCE}/${name}`)}`,
    ]);
}
