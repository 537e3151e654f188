import { UserError } from '../core/errors';
import { ContentComparison, type Fault } from './content-comparison';
import { folderOf, Observation } from './plan/observation';
import type { Plan } from './plan/plan';
import { isIntact } from './plan/situation';
import type { DeploymentRecord, RecordedFile } from './record/deployment-record';
import type { Scene } from './scene';
import type { SourceFile } from './source/source-file';
import type { DeploymentStore } from './store/store';

type Means = Pick<Scene, 'store' | 'lanes' | 'host'>;

/** The first list may still show the old contents. */
const LOOK_AGAIN_AFTER_MS = [500, 1000, 2000];
const MOST_NAMED = 20;

/** Reads every changed folder and returns the entries of the uploaded files; throws if one differs. */
export async function verified(
  plan: Plan,
  before: DeploymentRecord | undefined,
  means: Means,
): Promise<ReadonlyMap<string, RecordedFile>> {
  const gone = [...plan.clearFiles, ...plan.deletions, ...plan.doubtful].filter(
    (place) => !plan.uploads.some((file) => file.place === place),
  );
  const { clock, signal } = means.host;
  const contents = new ContentComparison(means);
  const seen = new Observation();
  let folders = [...new Set([...plan.uploads.map(({ place }) => place), ...gone].map(folderOf))];
  for (const waitMs of [...LOOK_AGAIN_AFTER_MS, undefined]) {
    await look(folders, seen, means);
    const misplaced = faults({ plan, gone, seen });
    const wrong = misplaced.length > 0 ? misplaced : await contents.faults(plan.uploads, seen);
    const old = plan.uploads.filter((file) => looksOld(file, before, seen)).map(({ place }) => place);
    if (wrong.length === 0 && (old.length === 0 || waitMs === undefined)) {
      return new Map(plan.uploads.map((file) => [file.path, entryOf(file, seen)]));
    }
    if (waitMs === undefined) {
      throw unverified(wrong, means.store);
    }
    folders = [...new Set([...wrong.map(({ place }) => place), ...old].map(folderOf))];
    await clock.sleep(waitMs, signal);
  }
  throw new Error('A loop that returns or throws has ended.');
}

async function look(folders: readonly string[], seen: Observation, { store, lanes }: Means): Promise<void> {
  await lanes.each(folders, async (folder) => seen.note(folder, await store.list(folder)));
}

function faults({
  plan,
  gone,
  seen,
}: {
  readonly plan: Plan;
  readonly gone: readonly string[];
  readonly seen: Observation;
}): readonly Fault[] {
  const wrong = plan.uploads.flatMap((file): readonly Fault[] => {
    const { place, kind, size } = file;
    const lying = seen.at(place);
    if (isIntact(file, lying, 'changed')) {
      return [];
    }
    const found = lying === undefined ? 'is missing' : `is a ${lying.kind} of ${lying.size ?? 'unknown'} bytes`;
    return [{ place, what: `'${place}' ${found} in place of a ${kind} of ${size} bytes` }];
  });
  // A folder may replace a file.
  const left = gone.filter((place) => ![undefined, 'folder'].includes(seen.at(place)?.kind));
  return [...wrong, ...left.map((place) => ({ place, what: `'${place}' is still there` }))];
}

/** Overwritten but with the old time: the list may be stale. */
function looksOld({ path, place }: SourceFile, before: DeploymentRecord | undefined, seen: Observation): boolean {
  const earlier = before?.files.get(path)?.modifiedAt;
  return earlier !== undefined && seen.at(place)?.modifiedAt === earlier;
}

function entryOf({ sha256, size, kind, place }: SourceFile, seen: Observation): RecordedFile {
  const modifiedAt = seen.at(place)?.modifiedAt;
  return { sha256, size, kind, ...(modifiedAt !== undefined && { modifiedAt }) };
}

function unverified(wrong: readonly Fault[], { destination }: DeploymentStore): UserError {
  const named = wrong.slice(0, MOST_NAMED).map(({ what }) => `- ${what}.`);
  const more = wrong.length > MOST_NAMED ? [`- … and ${wrong.length - MOST_NAMED} more.`] : [];
  return new UserError('DEPLOYMENT_UNVERIFIED', {
    what: `${destination.shown} is not as it was written:\n${[...named, ...more].join('\n')}`,
    fix: 'Find out who else writes to the folder, and re-run this stage, which uploads what is missing.',
  });
}
