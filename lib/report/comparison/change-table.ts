import type { Comparison } from '../../contracts/contract';
import type { Table } from '../table';
import { championText } from './headline';

/** What a promotion would change. */
export function changeTable({ model, seen: { champion, place }, isBetter, mode }: Comparison): Table {
  const before = champion === undefined ? 'nobody' : `version ${championText(champion, model.name)}`;
  const moves = isBetter && mode !== 'report';
  const where = place === undefined ? model.name : `${place} of ${model.name}`;
  return {
    columns: ['Place', 'Now', moves ? 'After the promotion' : 'After this comparison'],
    rows: [[where, before, moves ? `version ${model.version}` : before]],
  };
}
