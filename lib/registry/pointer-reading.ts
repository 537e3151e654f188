import { UserError } from '../core/errors';
import { ApiError } from '../databricks/api/api-error';
import type { RegisteredModelFacts } from '../mlflow/model';
import type { ModelVersion } from '../mlflow/version';
import type { AliasCalls, Dialect } from './dialects/dialect';
import { isAbsent, ofModel } from './missing';
import { pointerText, requirePointer, type Pointer } from './pointer';
import { byNumber } from './version-order';

/** The versions of a pointer: an alias has one, a stage may have several. */
export type PointerReading =
  | { readonly kind: 'found'; readonly versions: readonly [ModelVersion, ...ModelVersion[]] }
  /** Only if the registry says so about an existing model; anything else is an error. */
  | { readonly kind: 'absent' };

export async function pointerOf(dialect: Dialect, model: string, pointer: Pointer): Promise<PointerReading> {
  requirePointer(pointer, dialect.kind);
  return pointer.type === 'alias' && dialect.aliases !== undefined
    ? aliasOf(dialect, dialect.aliases, { model, alias: pointer.name })
    : occupantsOf(dialect, model, pointer.name);
}

/** Refuses an alias if the model has one that differs only in case: people would confuse them. */
export function refuseCaseVariant({ aliases }: RegisteredModelFacts, model: string, alias: string): void {
  const variant = [...aliases.keys()].find((each) => each !== alias && each.toLowerCase() === alias.toLowerCase());
  if (variant !== undefined) {
    throw new UserError('POINTER_REFUSED', {
      what: `'alias:${alias}' was requested, but ${model} has an alias '${variant}', which differs in case only.`,
      fix: `Write alias:${variant}, or remove that alias from the model.`,
    });
  }
}

export function isNoSuchAlias(error: unknown): boolean {
  // MLflow's own server answers 400 INVALID_PARAMETER_VALUE "Registered model alias … not found."
  const isServersWord = (refusal: ApiError): boolean =>
    refusal.code === 'INVALID_PARAMETER_VALUE' && /\balias\b.*\bnot found\b/i.test(refusal.message);
  return isAbsent(error) || (error instanceof ApiError && isServersWord(error));
}

async function aliasOf(
  dialect: Dialect,
  calls: AliasCalls,
  { model, alias }: { readonly model: string; readonly alias: string },
): Promise<PointerReading> {
  try {
    return { kind: 'found', versions: [await calls.versionAt(model, alias)] };
  } catch (error) {
    if (!isNoSuchAlias(error)) {
      throw error;
    }
    // The same response may mean that the model is missing.
    const facts = await ofModel(dialect, model, () => dialect.model(model));
    refuseCaseVariant(facts, model, alias);
    if (facts.aliases.has(alias)) {
      throw contradiction(model, { type: 'alias', name: alias }, error);
    }
    return { kind: 'absent' };
  }
}

async function occupantsOf(dialect: Dialect, model: string, stage: string): Promise<PointerReading> {
  const versions = byNumber(await dialect.versionsOf(model));
  const [first, ...others] = versions.filter((version) => version.stage === stage);
  if (first !== undefined) {
    return { kind: 'found', versions: [first, ...others] };
  }
  // A search for versions of a missing model returns an empty list.
  await ofModel(dialect, model, () => dialect.model(model));
  return { kind: 'absent' };
}

function contradiction(model: string, pointer: Pointer, cause: unknown): UserError {
  return new UserError('REGISTRY_UNCLEAR', {
    what: `The registry says that '${pointerText(pointer)}' of ${model} does not exist, but lists it.`,
    fix: 'Re-run this stage: somebody may have just moved it.',
    cause,
  });
}
