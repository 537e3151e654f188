import { UserError } from '../../core/errors';
import type { ModelVersion } from '../../mlflow/version';
import { held } from '../../places/held';
import { holdersOf } from '../../places/holders';
import type { Place } from '../../places/place';
import { isAbsent } from '../../registry/missing';
import type { RegisteredModel } from '../../registry/registered-model';
import type { EvaluationOutcome } from '../evaluate/outcome';
import type { Opponent } from './champion';

/** What others did to the versions while they were compared, so that no number says anything about now. */
export interface Meanwhile {
  readonly what: string;
  readonly fix: string;
}

interface Compared {
  readonly model: RegisteredModel;
  readonly version: ModelVersion;
}

/** Whether both versions are still there, and the champion still in its place. */
export async function changedMeanwhile(candidate: Compared, opponent: Opponent): Promise<Meanwhile | undefined> {
  if (!(await isThere(candidate))) {
    return {
      what: deleted(candidate, 'candidate'),
      fix: 'Register the model again, and compare the new version.',
    };
  }
  const { place, model, version } = opponent;
  const now = place === undefined ? undefined : await holdersNow(opponent, place);
  if (version !== undefined && now?.join() === String(version.number)) {
    return undefined;
  }
  if (version !== undefined && !(await isThere({ model, version }))) {
    return {
      what: deleted({ model, version }, 'champion'),
      fix:
        place === undefined
          ? "Name another version as 'champion', and compare again."
          : `Put an earlier version into ${place.text} with MLflowRollbackModel ('toVersion'), and compare again.`,
    };
  }
  return place === undefined || now === undefined || (version === undefined && now.length === 0)
    ? undefined
    : {
        what: `${place.text} of ${model.name} moved from ${held([version?.number])} to ${held(now)} while both versions were compared`,
        fix: whatNow(now, candidate, opponent),
      };
}

/** There is always one of them. */
export type Ended =
  | { readonly outcome: EvaluationOutcome; readonly meanwhile?: undefined }
  | { readonly outcome?: EvaluationOutcome; readonly meanwhile: Meanwhile };

/** Whatever reads a deleted version fails, and then the deletion is the reason. */
export async function whileBothStay(
  evaluating: Promise<EvaluationOutcome>,
  changed: () => Promise<Meanwhile | undefined>,
): Promise<Ended> {
  try {
    const outcome = await evaluating;
    const meanwhile = await changed();
    return meanwhile === undefined ? { outcome } : { outcome, meanwhile };
  } catch (error) {
    const meanwhile = isDeletion(error) ? await changed() : undefined;
    if (meanwhile === undefined) {
      throw error;
    }
    return { meanwhile };
  }
}

/** What a deleted version or model is to those who read something of it. */
function isDeletion(error: unknown): boolean {
  return isAbsent(error) || (error instanceof UserError && MISSING.has(error.code));
}

const MISSING: ReadonlySet<string> = new Set(['VERSION_NOT_FOUND', 'MODEL_NOT_FOUND']);

async function isThere({ model, version }: Compared): Promise<boolean> {
  try {
    await model.version(version.number);
    return true;
  } catch (error) {
    if (isDeletion(error)) {
      return false;
    }
    throw error;
  }
}

function deleted({ model, version }: Compared, role: 'candidate' | 'champion'): string {
  return `version ${version.number} of ${model.name}, the ${role}, was deleted while both versions were compared`;
}

async function holdersNow({ model, version }: Opponent, place: Place): Promise<readonly number[]> {
  try {
    return version !== undefined || (await model.exists()) ? await holdersOf(model, place) : [];
  } catch (error) {
    if (isDeletion(error)) {
      return [];
    }
    throw error;
  }
}

function whatNow(holders: readonly number[], { model, version: { number } }: Compared, opponent: Opponent): string {
  if (holders.includes(number) && opponent.model.name === model.name) {
    return 'Find out who promoted the candidate without a verdict; as champion it has nobody to be compared with.';
  }
  return holders.length === 0
    ? "Find out who moved it, put the champion back with MLflowRollbackModel ('toVersion'), and compare again."
    : 'Compare again, with the version that is there now.';
}
