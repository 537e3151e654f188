import { UserError } from '../core/errors';
import { ContentComparison, type Fault } from './content-comparison';
import type { DeploymentContext } from './context';
import { isIntact } from './plan/facts';
import { folderOf, Observation } from './plan/observation';
import type { Plan } from './plan/plan';
import type { DeploymentRecord, RecordedFile } from './record/deployment-record';
import type { SourceFile } from './source/source-file';
import type { DeploymentStore } from './store/store';

type VerificationContext = Pick<DeploymentContext, 'store' | 'lanes' | 'host'>;

/** The first list may still show the old contents. */
const LOOK_AGAIN_AFTER_MS = [500, 1000, 2000];
const MOST_NAMED = 20;

/** Reads every changed folder and returns the entries of the uploaded files; throws if one differs. */
export async function verified(
  plan: Plan,
  before: DeploymentRecord | undefined,
  context: VerificationContext,
): Promise<ReadonlyMap<string, RecordedFile>> {
  const gone = [...plan.clearFiles, ...plan.deletions, ...plan.doubtful].filter(
    (target) => !plan.uploads.some((file) => file.target === target),
  );
  const { clock, signal } = context.host;
  const contents = new ContentComparison(context);
  const seen = new Observation();
  let folders = [...new Set([...plan.uploads.map(({ target }) => target), ...gone].map(folderOf))];
  for (const waitMs of [...LOOK_AGAIN_AFTER_MS, undefined]) {
    await look(folders, seen, context);
    const misplaced = faults({ plan, gone, seen });
    const wrong = misplaced.length > 0 ? misplaced : await contents.faults(plan.uploads, seen);
    const old = plan.uploads.filter((file) => looksOld(file, before, seen)).map(({ target }) => target);
    if (wrong.length === 0 && (old.length === 0 || waitMs === undefined)) {
      return new Map(plan.uploads.map((file) => [file.path, entryOf(file, seen)]));
    }
    if (waitMs === undefined) {
      throw unverified(wrong, context.store);
    }
    folders = [...new Set([...wrong.map(({ target }) => target), ...old].map(folderOf))];
    await clock.sleep(waitMs, signal);
  }
  throw new Error('A loop that returns or throws has ended.');
}

async function look(
  folders: readonly string[],
  seen: Observation,
  { store, lanes }: VerificationContext,
): Promise<void> {
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
    const { target, kind, size } = file;
    const stored = seen.at(target);
    if (isIntact(file, stored, 'changed')) {
      return [];
    }
    const found = stored === undefined ? 'is missing' : `is a ${stored.kind} of ${stored.size ?? 'unknown'} bytes`;
    return [{ target, what: `'${target}' ${found} in place of a ${kind} of ${size} bytes` }];
  });
  // A folder may replace a file.
  const left = gone.filter((target) => ![undefined, 'folder'].includes(seen.at(target)?.kind));
  return [...wrong, ...left.map((target) => ({ target, what: `'${target}' is still there` }))];
}

/** Overwritten but with the old time: the list may be stale. */
function looksOld({ path, target }: SourceFile, before: DeploymentRecord | undefined, seen: Observation): boolean {
  const earlier = before?.files.get(path)?.modifiedAt;
  return earlier !== undefined && seen.at(target)?.modifiedAt === earlier;
}

function entryOf({ sha256, size, kind, target }: SourceFile, seen: Observation): RecordedFile {
  const modifiedAt = seen.at(target)?.modifiedAt;
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
