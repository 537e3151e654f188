import { UserError } from '../../core/errors';
import type { ModelVersion } from '../../mlflow/version';
import { untilReady } from '../../registry/until-ready';
import { modelInEvidence } from '../../versions/candidate/model-in-evidence';
import { publishCandidate } from '../../versions/candidate/publish-candidate';
import type { Copy, CopyContext } from './context';

/** Sets only what is missing, because people may have changed an existing copy. Returns its candidate. */
export async function completeCopy(number: number, copy: Copy, context: CopyContext): Promise<string> {
  const { host, registry, evidence: runEvidence } = context;
  const { target, state, marks, tags } = copy;
  const { clock, signal } = host;
  const copied = await untilReady(target, number, { clock, signal });
  const { evidence, gap } = await modelInEvidence(copied, copied.runId, registry);
  if (gap !== undefined) {
    host.log.warning(`The copy and its source were not compared completely. The evidence lacks ${gap}`);
  }
  requireSameFiles({ before: state.candidate.digest.files, now: evidence.digest.files }, copied);
  const present = await target.tags(number);
  const missing = Object.entries({ ...tags, ...marks }).filter(([key]) => !present.has(key));
  if (missing.length > 0) {
    signal.throwIfAborted();
    await target.setTags(Object.fromEntries(missing), number);
  }
  signal.throwIfAborted();
  return publishCandidate({ model: evidence, tags: new Map([...present, ...missing]) }, runEvidence).path;
}

function requireSameFiles(
  { before, now }: { readonly before: string | undefined; readonly now: string | undefined },
  { model, number }: ModelVersion,
): void {
  if (before !== undefined && now !== undefined && before !== now) {
    throw new UserError('COPY_DIFFERS', {
      what: `Version ${number} of ${model} is marked as a copy, but its files differ: their digest is ${now}, not ${before}.`,
      fix: `Find out who changed it, delete version ${number} of ${model}, and re-run this stage.`,
    });
  }
}
