import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import { readEvents } from '../../../local/pipelines/run-folder/event-file';
import { folderOfRun, readStart, runIds } from '../../../local/pipelines/run-folder/run-folders';
import { numbers, registryAt, type RegistryUnderTest } from '../registry/registries';
import { VirtualClock } from '../virtual-clock';

/** Folders of all runs of a project, the first one first. */
export function runFolders(project: string): readonly string[] {
  return runIds(project)
    .toReversed()
    .map((id) => folderOfRun(project, id));
}

/** The pipeline of a run and how each of its stages ended, such as `pull-request: Dev Failed, UAT Skipped`. */
export function runTold(folder: string): string {
  const pipeline = /([\w-]+)\.yml$/.exec(readStart(folder)?.file ?? '')?.[1] ?? '';
  const stages = readEvents(folder).flatMap((event) =>
    event.kind === 'stage ended' ? [`${event.stage} ${event.result.replace(/^Succeeded.*/, 'green')}`] : [],
  );
  return `${pipeline}: ${stages.join(', ')}`;
}

interface Places {
  readonly champions: readonly number[];
  readonly closedOut: readonly number[];
  readonly rolledBack: readonly number[];
}

/** Where the versions of a model are, asked with the connections that the demo wrote into its project. */
export async function placesOf(project: string, under: RegistryUnderTest, name: string): Promise<Places> {
  const local = readFileSync(join(project, 'mlops.local.yml'), 'utf8');
  const [, url = '', token = ''] = /databricks-prod: \{ url: '([^']+)', token: (\S+) \}/.exec(local) ?? [];
  const [, server = ''] =
    /trackingUri: (\S+)/.exec(readFileSync(join(project, 'databricks-ml/mlops.yml'), 'utf8')) ?? [];
  const endpoint = under.kind === 'mlflow' ? { host: server, token: 'none' } : { host: url, token };
  const waiting = { clock: new VirtualClock({ start: Date.now() }), signal: new AbortController().signal };
  const model = registryAt(under, endpoint, waiting).model(name);
  const tagged = new Map<number, ReadonlyMap<string, string>>();
  for (const { number } of await model.versions()) {
    tagged.set(number, await model.tags(number));
  }
  assert.ok(tagged.size > 0, name);
  const having = (tag: string): readonly number[] =>
    [...tagged].flatMap(([number, tags]) => (tags.has(tag) ? [number] : [])).toSorted((one, other) => one - other);
  return {
    champions: numbers(await model.pointer(under.champion)),
    closedOut: having(VERSION_TAGS.closedOut),
    rolledBack: having(VERSION_TAGS.rolledBack),
  };
}
