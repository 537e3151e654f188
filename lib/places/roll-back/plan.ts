import { pointerText } from '../../registry/pointer';
import { VERSION_TAGS } from '../../registry/version-tags';
import { consoleTable } from '../../report/console-table';
import { held } from '../held';
import { receiptTag, rollbackTag } from '../place-tags';
import type { RollbackContext } from './context';
import type { Move } from './decide';

/** The changes in order, for the log and the receipt. */
export function planOf({ model, place }: RollbackContext, { from, to }: Move): readonly string[] {
  const archive = place.pointer.type === 'stage' && from !== undefined ? `, and archive version ${from}` : '';
  return [
    `Set the tag ${rollbackTag(place)} of ${model.name}`,
    `Give ${pointerText(place.pointer)} to version ${to}${archive}`,
    ...(from === undefined ? [] : [`Set the tag ${VERSION_TAGS.rolledBack} of version ${from}`]),
    `Set the tag ${receiptTag(place)} of ${model.name}`,
  ];
}

export function printPlan(context: RollbackContext, move: Move): void {
  const rows = [[context.place.text, held([move.from]), held([move.to])]];
  context.clients.host.log.group(`Plan for ${context.model.name}`, [
    ...consoleTable({ columns: ['Place', 'Before', 'After'], rows }),
    ...planOf(context, move).map((step, at) => `${at + 1}. ${step}`),
  ]);
}
