import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../../../lib/core/node/hash';
import { policyHash } from '../../../lib/project/effective';
import { readingOf, type Files } from '../project/reading';
import type { RegistryUnderTest } from '../registry/registries';
import type { Setting } from './pipeline';

/** The checkout of a job, with the files of a project in it. */
export interface Checkout {
  readonly folder: string;
  readonly variables: NonNullable<Setting['variables']>;
}

/** Makes checkouts that are gone after the tests of the file. */
export function checkouts(): (files: Readonly<Record<string, string>>) => Checkout {
  const made: string[] = [];
  after(() => made.forEach((folder) => rmSync(folder, { recursive: true })));
  return (files) => {
    const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
    made.push(folder);
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

interface Home {
  readonly under: RegistryUnderTest;
  /** Of the registry. */
  readonly address: string;
}

/** The same for a model of that registry; a plain MLflow server is named by the file. */
export function projectIn({ under, address }: Home, more = ''): string {
  const server = under.kind === 'mlflow' ? `, trackingUri: "${address}"` : '';
  return projectOf(under.modelName, more).replace('{ problem: binary', `{ problem: binary${server}`);
}

/** What the tasks call the policy of that file in prod. */
export function policyOf(text: string, beside: Files = {}): string {
  const found = readingOf(text, beside).project?.environments.get('prod');
  assert.ok(found !== undefined);
  return policyHash(found.configuration, sha256Hex);
}
