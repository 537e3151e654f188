import type { JsonObject } from '../../lib/core/lossless-json';

const TASK_TYPE = 'ms.vss-distributed-task.task';

interface Manifest extends JsonObject {
  readonly contributions: readonly JsonObject[];
}

/** The extension's manifest with the version and one contribution per task; the rest is written by hand. */
export function withTasks(manifestText: string, tasks: readonly string[], version: string): Manifest {
  const manifest = JSON.parse(manifestText) as Manifest;
  const byHand = manifest.contributions.filter(({ type }) => type !== TASK_TYPE);
  return { ...manifest, version, contributions: [...byHand, ...tasks.map((name) => taskContribution(name))] };
}

function taskContribution(name: string): JsonObject {
  return {
    id: name,
    type: TASK_TYPE,
    targets: ['ms.vss-distributed-task.tasks'],
    properties: { name: `tasks/${name}` },
  };
}
