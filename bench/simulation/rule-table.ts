import { grouped } from '../../lib/core/figures';
import type { RuledCell } from './cells';
import { ROWS_OF_A_UNIT } from './ruled-world';
import { share, type Tally } from './tally';

const HEAD = ['True is', 'Rows', 'Units', 'Primary metric alone', 'SUPERIOR', 'INFERIOR', 'Neither'];
const RULE = ['---', '---:', '---:', '---:', '---:', '---:', '---:'];

/** The verdicts of the whole rule, in Markdown. */
export function ruleTable(results: readonly (readonly [RuledCell, Tally])[]): string {
  const least = Math.min(...results.map(([, { samples }]) => samples));
  return [
    ...[HEAD, RULE, ...results.map(([cell, tally]) => rowOf(cell, tally))].map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `${grouped(least)} samples a row.`,
  ].join('\n');
}

function rowOf({ truth, world, isSuperiorFalse }: RuledCell, { samples, primaryAlone, verdicts }: Tally): string[] {
  const { SUPERIOR: superior = 0, INFERIOR: inferior = 0 } = verdicts;
  return [
    truth,
    grouped(world.rows),
    grouped(world.hasUnits ? world.rows / ROWS_OF_A_UNIT : world.rows),
    share(primaryAlone, samples),
    `${share(superior, samples)}${isSuperiorFalse ? ' (false)' : ''}`,
    share(inferior, samples),
    share(samples - superior - inferior, samples),
  ];
}
