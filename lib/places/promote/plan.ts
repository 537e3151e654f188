import { subjectText } from '../../mlflow/models-client';
import { VERSION_TAGS } from '../../registry/version-tags';
import { consoleTable } from '../../report/console-table';
import { held } from '../held';
import { previousTag, promotionTag, receiptTag } from '../place-tags';
import { othersOf, type Promotion } from './promotion';

export type Step =
  | { readonly kind: 'tags'; readonly version?: number; readonly tags: Readonly<Record<string, string>> }
  | { readonly kind: 'reopen'; readonly version: number }
  | { readonly kind: 'switch'; readonly archives: readonly number[] }
  | { readonly kind: 'receipt' };

/**
 * The changes in order. An interruption leaves either the old champion with a tag about what was started, or the new
 * one with everything that a rollback needs.
 */
export function planOf(promotion: Promotion): readonly Step[] {
  const { request, state } = promotion;
  const isOther = ({ number }: { readonly number: number }): boolean => number !== state.candidate.number;
  const goes = request.place.pointer.type === 'stage' && othersOf(request) === 'archive';
  const archives = goes ? state.holders.filter(isOther).map(({ number }) => number) : [];
  const own = { [promotionTag(request.place)]: promotion.planId };
  const closesOut = request.place.role === 'challenger' ? archives : [];
  return [
    ...closesOut.map((version) => closeOut(version, state.candidate.number)),
    { kind: 'tags', version: state.candidate.number, tags: { ...evidenceTags(promotion.chain), ...own } },
    ...reopened(promotion),
    ...previousTags(promotion),
    { kind: 'switch', archives },
    { kind: 'receipt' },
  ];
}

/** The remaining changes if the version already holds the place. */
export function completion(promotion: Promotion): readonly Step[] {
  const { state, chain } = promotion;
  const tags = evidenceTags(chain);
  return [
    ...(Object.keys(tags).length === 0 ? [] : [{ kind: 'tags' as const, version: state.candidate.number, tags }]),
    ...previousTags(promotion),
    { kind: 'receipt' },
  ];
}

/** What a version was closed out for does not hold any more. */
function reopened({ state: { candidate } }: Promotion): readonly Step[] {
  return candidate.tags.has(VERSION_TAGS.closedOut) ? [{ kind: 'reopen', version: candidate.number }] : [];
}

function previousTags({ request, from }: Promotion): readonly Step[] {
  return from === undefined ? [] : [{ kind: 'tags', tags: { [previousTag(request.place)]: String(from) } }];
}

export function stepText(step: Step, { request, state, from }: Promotion): string {
  const { place, model } = request;
  switch (step.kind) {
    case 'tags': {
      const subject = subjectText({ model, ...(step.version === undefined ? {} : { version: step.version }) });
      return `Set ${Object.entries(step.tags)
        .map(([key, value]) => `${key} = ${value}`)
        .join(', ')} on ${subject}`;
    }
    case 'reopen':
      return `Remove ${VERSION_TAGS.closedOut} from ${subjectText({ model, version: step.version })}`;
    case 'switch': {
      const archive = step.archives.length === 0 ? '' : `, and archive ${held(step.archives)} in the same call`;
      return `Move ${place.text} of ${model} from ${held([from])} to version ${state.candidate.number}${archive}`;
    }
    case 'receipt':
      return `Write the receipt, and note it as ${receiptTag(place)} on the model ${model}`;
  }
}

/** The holders before and after. */
export function beforeAndAfter({ request, state }: Promotion): readonly string[] {
  const { number } = state.candidate;
  const before = state.holders.map((holder) => holder.number);
  const stay = othersOf(request) === 'archive' || request.place.pointer.type === 'alias' ? [] : before;
  const after = [...new Set([...stay, number])].toSorted((one, other) => one - other);
  return consoleTable({
    columns: ['Place', 'Before', 'After'],
    rows: [[request.place.text, held(before), held(after)]],
  });
}

function closeOut(version: number, by: number): Step {
  return { kind: 'tags', version, tags: { [VERSION_TAGS.closedOut]: `version ${by} took its place` } };
}

export function evidenceTags(chain: Promotion['chain']): Readonly<Record<string, string>> {
  const { compliance, comparison } = chain ?? {};
  return {
    ...(compliance === undefined ? {} : { [VERSION_TAGS.compliance]: compliance.contract.sha256 }),
    ...(comparison === undefined ? {} : { [VERSION_TAGS.comparison]: comparison.contract.sha256 }),
  };
}
