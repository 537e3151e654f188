import { pointerText } from '../../registry/pointer';
import { VERSION_TAGS } from '../../registry/version-tags';
import { consoleTable } from '../../report/console-table';
import { held } from '../held';
import { receiptTag, rollbackTag } from '../place-tags';
import type { Move } from './decide';
import type { Scene } from './scene';

/** The changes in order, for the log and the receipt. */
export function planOf({ model, place }: Scene, { from, to }: Move): readonly string[] {
  const archive = place.pointer.type === 'stage' && from !== undefined ? `, and archive version ${from}` : '';
  return [
    `Set the tag ${rollbackTag(place)} of ${model.name}`,
    `Give ${pointerText(place.pointer)} to version ${to}${archive}`,
    ...(from === undefined ? [] : [`Set the tag ${VERSION_TAGS.rolledBack} of version ${from}`]),
    `Set the tag ${receiptTag(place)} of ${model.name}`,
  ];
}

export function printPlan(scene: Scene, move: Move): void {
  const rows = [[scene.place.text, held([move.from]), held([move.to])]];
  scene.clients.host.log.group(`Plan for ${scene.model.name}`, [
    ...consoleTable({ columns: ['Place', 'Before', 'After'], rows }),
    ...planOf(scene, move).map((step, at) => `${at + 1}. ${step}`),
  ]);
}
