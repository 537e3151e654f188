import type { Comparison } from '../../contracts/contract';
import { UserError } from '../../core/errors';
import type { ModelVersion } from '../../mlflow/version';
import { readPlace, type Place } from '../../places/place';
import { readPlaceState } from '../../places/promote/read-state';
import { chooseRegistry } from '../../registry/choose-registry';
import type { ModelDigest } from '../../registry/digest';
import { requirePointer } from '../../registry/pointer';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import { readVersionNumber } from '../../registry/version-number';
import type { CompareInputs } from './inputs';

type SeenChampion = NonNullable<Comparison['seen']['champion']>;

/** The version to beat, and where it was found. */
export interface Opponent {
  readonly registry: Registry;
  readonly model: RegisteredModel;
  /** Undefined only if nobody ever held the place. */
  readonly version: ModelVersion | undefined;
  readonly seen: SeenChampion | undefined;
  /** Whose holder it is; undefined for a version that the step was given. */
  readonly place: Place | undefined;
  /** The place that a promotion moves, for evidence. */
  readonly target: string | undefined;
}

/** Resolves the champion to a version number, once; nobody is only who never was there. */
export async function findOpponent(inputs: CompareInputs, registry: Registry): Promise<Opponent> {
  const { championRegistry, championModelName = inputs.modelName } = inputs;
  const isElsewhere = championRegistry !== 'same' && championRegistry !== registry.kind;
  const name = { modelName: championModelName, registry: isElsewhere ? championRegistry : registry.kind };
  const home = isElsewhere ? registry.another(chooseRegistry(name)) : registry;
  const model = home.model(championModelName).readingFilesOnce();
  const number = /^version:(.*)$/.exec(inputs.champion.trim())?.[1];
  if (number !== undefined) {
    const version = await model.version(readVersionNumber(number, 'champion'));
    const digest = await model.digest(version);
    return {
      registry: home,
      model,
      version,
      place: undefined,
      target: undefined,
      seen: seenAs({ version, digest }, { home, isElsewhere }),
    };
  }
  const target = readPlace(inputs.champion, 'champion');
  const place = isElsewhere ? usualPlace(home) : target;
  requirePointer(place.pointer, home.kind);
  if (isElsewhere) {
    await requireNeverHeld(registry.model(inputs.modelName), target, registry);
  }
  // The candidate's own model is there.
  const isThere = (!isElsewhere && championModelName === inputs.modelName) || (await model.exists());
  const holder = isThere ? await holderOf(model, place) : undefined;
  const seen = holder && seenAs(holder, { home, isElsewhere });
  return { registry: home, model, version: holder?.version, seen, place, target: target.text };
}

function usualPlace({ kind }: Registry): Place {
  return readPlace(kind === 'workspace' ? 'stage:Production' : 'alias:champion', 'champion');
}

interface Holder {
  readonly version: ModelVersion;
  readonly digest: ModelDigest;
}

function seenAs(
  { version, digest: { record, files } }: Holder,
  { home, isElsewhere }: { readonly home: Registry; readonly isElsewhere: boolean },
): SeenChampion {
  return {
    name: version.model,
    version: String(version.number),
    digest: { record, ...(files === undefined ? {} : { files }) },
    ...(isElsewhere ? { registry: home.kind, registryHome: home.homeOf(version) } : {}),
  };
}

async function holderOf(model: RegisteredModel, place: Place): Promise<Holder | undefined> {
  const { holders, receipt, archived } = await readPlaceState(model, place);
  const [holder, ...others] = holders;
  if (others.length > 0) {
    throw new UserError('PLACE_CONTESTED', {
      what: `${place.text} of ${model.name} is held by the versions ${holders.map(({ number }) => number).join(' and ')} at once, so it is unclear which one to beat.`,
      fix: 'Archive all but the one that belongs there, then re-run this stage.',
    });
  }
  const last = receipt?.version ?? archived;
  if (holder === undefined && last !== undefined) {
    throw new UserError('CHAMPION_DISAPPEARED', {
      what: `Nobody holds ${place.text} of ${model.name}, and version ${last} held it before or may have: this is no first model.`,
      fix: `Put version ${last} back with MLflowRollbackModel (toVersion: ${last}); if it never was champion, set its tag 'mlops_closed_out' to a word that says why.`,
    });
  }
  return holder && { version: await model.version(holder.number), digest: holder.digest };
}

/** The champion of the old registry counts only until the new one has had its own. */
async function requireNeverHeld(model: RegisteredModel, place: Place, registry: Registry): Promise<void> {
  requirePointer(place.pointer, registry.kind);
  const { holders, receipt, archived } = await readPlaceState(model, place);
  const here = holders[0]?.number ?? receipt?.version ?? archived;
  if (here !== undefined) {
    throw new UserError('COMPARISON_REFUSED', {
      what: `'championRegistry' names another registry, but version ${here} of ${model.name} ${holders.length === 0 ? 'held' : 'holds'} ${place.text} here.`,
      fix: "Leave out 'championRegistry' and 'championModelName': the model has moved.",
    });
  }
}
