import { UserError } from '../../core/errors';
import type { Signature } from '../../mlflow/mlmodel';
import { whyUnread } from '../../registry/digest';
import type { RegisteredModel } from '../../registry/registered-model';
import { signatureDifferences } from '../../registry/signature-differences';
import type { Move } from './decide';

export interface Compatibility {
  /** Why callers of the replaced version cannot use the other one. */
  readonly differences: readonly string[];
  /** Why they could not be compared; undefined if they were. */
  readonly unknown: string | undefined;
}

type Reading = { readonly signature: Signature } | { readonly unknown: string };

export async function compareSignatures(model: RegisteredModel, { from, to }: Move): Promise<Compatibility> {
  if (from === undefined) {
    return { differences: [], unknown: 'nobody held the place' };
  }
  const [present, other] = [await signatureOf(model, from), await signatureOf(model, to)];
  const unknown = [present, other].flatMap((one) => ('unknown' in one ? [one.unknown] : []));
  return 'signature' in present && 'signature' in other
    ? { differences: signatureDifferences(present.signature, other.signature), unknown: undefined }
    : { differences: [], unknown: unknown.join('; ') };
}

/** Unreadable files may be the reason for the rollback, so they cause a warning and do not stop it. */
async function signatureOf(model: RegisteredModel, number: number): Promise<Reading> {
  try {
    const { signature, whyUnreadSignature } = await model.mlModel(await model.version(number));
    if (signature !== undefined) {
      return { signature };
    }
    return {
      unknown:
        whyUnreadSignature === undefined
          ? `version ${number} has no signature`
          : `the signature of version ${number} cannot be read: ${whyUnreadSignature}`,
    };
  } catch (error) {
    const isGone = error instanceof UserError && error.code === 'VERSION_NOT_FOUND';
    return { unknown: (isGone ? error.message : whyUnread(error)).replace(/\.$/, '') };
  }
}
