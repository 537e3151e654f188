import { UserError } from '../core/errors';
import { recordCreations } from '../creations/record-creations';
import { ApiError } from '../databricks/api/api-error';
import { restrictAccess } from './access';
import { recordHead, type DeploymentContext } from './context';
import { executePlan } from './execute-plan';
import { checksForGitFolder } from './git-folder/inside-git-folder';
import { blockedBy } from './plan/blocked';
import { logPlan } from './plan/log-plan';
import { observe, type Observation } from './plan/observation';
import { ourTargets } from './plan/ours';
import { planDeployment, type Plan } from './plan/plan';
import { refusePlan } from './plan/refuse-plan';
import { recordText, type DeploymentRecord } from './record/deployment-record';
import { checksForAnother, foundRecord, named, recordAt, recordPath } from './record/found-record';
import { foundAgain, keptAway, overtaken } from './record/overtaken';
import { writeRecord } from './record/write-record';
import { foldersAbove } from './source/notebook';
import type { Source } from './source/source';
import { verified } from './verify';

export interface DeploymentRequest {
  readonly source: Source;
  readonly contentSha256: string;
  readonly deleteExtraneous: boolean;
  readonly verify: 'changed' | 'full';
  readonly foreignEdits: 'repair' | 'fail';
  readonly access: readonly string[] | undefined;
}

export interface DeploymentResult {
  readonly plan: Plan;
  /** The record that is now at the destination. */
  readonly recordText: string;
}

/** How often the destination may change before the deployment starts. */
const ROUNDS = 3;

/** Reads the destination, plans, and acts; at any time, the record says which files are uncertain. */
export async function carryOut(request: DeploymentRequest, context: DeploymentContext): Promise<DeploymentResult> {
  const { store, host } = context;
  for (let round = 1; ; round++) {
    const before = await foundRecord(store, host.facts);
    if (before?.state === 'inProgress') {
      host.log.warning(
        `A deployment to ${store.destination.shown} broke off or is under way: ${named(before.run)}; what it touched is put right`,
      );
    }
    const seen = await (before === undefined ? firstLook(request, context) : lookedAt(request, before, context));
    const plan = planDeployment({ ...request, source: request.source.files, record: before, seen });
    refusePlan(plan, request, store);
    logPlan(plan, store.destination, host.log);
    await prepareFolder(request, before, context);
    // Right after the record was read, no other deployment can have come in between.
    const isFresh = before !== undefined && seen === undefined && request.access === undefined && hasWork(plan);
    const now = isFresh ? before : await recordAt(recordPath(store), store);
    if (now?.deploymentId === before?.deploymentId && now?.state === before?.state) {
      return before === undefined || hasWork(plan)
        ? changed({ request, plan, before }, context)
        : { plan, recordText: await complete(request, { ...recordHead(context), files: plan.unchanged }, context) };
    }
    if (round === ROUNDS) {
      throw keptAway(now, store);
    }
  }
}

function hasWork({ uploads, deletions, doubtful, clearFiles, clearFolders, oldFolders }: Plan): boolean {
  return [uploads, deletions, doubtful, clearFiles, clearFolders, oldFolders].some((steps) => steps.length > 0);
}

/** Reads the destination and its surroundings in parallel. */
async function firstLook(request: DeploymentRequest, context: DeploymentContext): Promise<Observation | undefined> {
  const { store, lanes, workspace } = context;
  let seen: Observation | undefined;
  const look = async (): Promise<void> => {
    seen = await lookedAt(request, undefined, context);
  };
  const checks = [...checksForAnother(store), ...checksForGitFolder(store.destination, workspace), look];
  await lanes.each(checks, (check) => check());
  return seen;
}

/** Reads only folders with uncertain files, unless a full check is requested. */
async function lookedAt(
  { source, verify, deleteExtraneous }: DeploymentRequest,
  record: DeploymentRecord | undefined,
  context: DeploymentContext,
): Promise<Observation | undefined> {
  if (verify === 'full' || deleteExtraneous) {
    return observe(context, () => true);
  }
  if (record?.state === 'complete') {
    return undefined;
  }
  const targets = [...source.files.map(({ target }) => target), ...ourTargets(record)];
  const folders = new Set(targets.flatMap((target) => foldersAbove(target)));
  return observe(context, (folder) => folders.has(folder));
}

async function prepareFolder(
  { access }: DeploymentRequest,
  before: DeploymentRecord | undefined,
  context: DeploymentContext,
): Promise<void> {
  const { store, host, workspace } = context;
  if (before === undefined) {
    await store.makeFolder('').catch((error: unknown) => {
      const isInTheWay = error instanceof ApiError && error.kind === 'refused';
      throw isInTheWay
        ? blockedBy([`the destination or a parent of it is not a folder (${error.message})`], store)
        : error;
    });
  }
  if (access !== undefined) {
    await restrictAccess(store.destination, access, { workspace, host });
  }
}

interface Change {
  readonly request: DeploymentRequest;
  readonly plan: Plan;
  readonly before: DeploymentRecord | undefined;
}

async function changed({ request, plan, before }: Change, context: DeploymentContext): Promise<DeploymentResult> {
  const { store, host, lanes } = context;
  const { shown } = store.destination;
  await recordCreations([{ kind: 'folder', name: shown }], () => shown, context);
  const begun: DeploymentRecord = {
    ...recordHead(context),
    state: 'inProgress',
    contentSha256: request.contentSha256,
    files: plan.unchanged,
    touched: plan.touched,
  };
  await writeRecord(store, recordText(begun));
  try {
    let uploaded = 0;
    const onUploaded = (): void => {
      uploaded += 1;
      host.progress(Math.floor((95 * uploaded) / plan.uploads.length), `${uploaded} of ${plan.uploads.length} files`);
    };
    await executePlan(plan, { store, lanes, onUploaded });
    const entries = await verified(plan, before, context);
    const found = await foundAgain(context, before);
    if (found?.deploymentId !== begun.deploymentId) {
      throw await overtaken(begun, found, context);
    }
    return {
      plan,
      recordText: await complete(request, { ...begun, files: new Map([...plan.unchanged, ...entries]) }, context),
    };
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'DEPLOYMENT_OVERTAKEN')) {
      host.log.warning(
        `The deployment to ${store.destination.shown} is half-way; its record says so, and the next run repairs it`,
      );
    }
    throw error;
  }
}

async function complete(
  { source, contentSha256 }: DeploymentRequest,
  record: Omit<DeploymentRecord, 'state' | 'contentSha256' | 'touched'>,
  { store }: DeploymentContext,
): Promise<string> {
  const files = source.files.flatMap(({ path }) => {
    const entry = record.files.get(path);
    return entry === undefined ? [] : [[path, entry] as const];
  });
  const text = recordText({ ...record, state: 'complete', contentSha256, files: new Map(files), touched: [] });
  await writeRecord(store, text);
  return text;
}
