import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { useTemporaryFolders } from '../temporary-folders';
import type { PipelineOptions } from './pipeline';

/** The checkout of a job, with the files of a project in it. */
export interface Checkout {
  readonly folder: string;
  readonly variables: NonNullable<PipelineOptions['variables']>;
}

/** Makes checkouts that are gone after the tests of the file. */
export function checkouts(): (files: Readonly<Record<string, string>>) => Checkout {
  const newFolder = useTemporaryFolders();
  return (files) => {
    const folder = newFolder();
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return { folder, variables: { 'System.DefaultWorkingDirectory': folder, 'Build.SourcesDirectory': folder } };
  };
}

/** The file of a project whose model has that name in prod. */
export function projectOf(modelName: string, more = ''): string {
  return `version: 1
model: { problem: binary, tags: { owner_group: growth }, description: Finds leavers. }
data:
  training: { table: main.ml.customers }
  evaluation: { table: main.ml.holdout, label: churned }
${more}
environments:
  prod: { modelName: ${modelName} }
`;
}
