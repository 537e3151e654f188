import { CHAMPION, regions, world, type RuledWorld } from './ruled-world';

/** A world whose truth is known, and the rule that decides in it. */
export interface RuledCell {
  readonly name: string;
  /** What is true, for the table. */
  readonly truth: string;
  /** Whether nobody should call this candidate better. */
  readonly isSuperiorFalse: boolean;
  readonly world: RuledWorld;
  /** `comparison` of mlops.yml. */
  readonly comparison: string;
}

const PRIMARY = '  primary: { metric: average_precision }';
/** Everything that a team usually declares. */
const WHOLE_RULE = `${PRIMARY}
  guardrails:
    - { metric: log_loss, maximumLoss: 0.05 }
    - { metric: brier_score, maximumLoss: 0.02 }
  slices: [{ column: region, minimumRows: 100, critical: [north], maximumLoss: 0.1 }]
  floors: { average_precision: 0.3 }`;

// True losses of these worlds, from 4 million rows; a test measures them again.
const LOSS_OF_LOG_LOSS = 0.0061;
const LOSS_IN_NORTH = 0.0445;

export const RULED_CELLS: readonly RuledCell[] = [
  {
    name: 'equal',
    truth: 'equal models',
    isSuperiorFalse: true,
    world: world(CHAMPION),
    comparison: WHOLE_RULE,
  },
  {
    name: 'equal-units',
    truth: 'equal models',
    isSuperiorFalse: true,
    world: world(CHAMPION, { rows: 2000, hasUnits: true }),
    comparison: `${WHOLE_RULE}\n  unit: customer`,
  },
  {
    name: 'equal-few-positives',
    truth: 'equal models, 20 positive rows',
    isSuperiorFalse: true,
    world: world(CHAMPION, { positives: 20 }),
    comparison: PRIMARY,
  },
  {
    name: 'guardrail',
    truth: 'better, but a guardrail loses exactly its margin',
    isSuperiorFalse: true,
    world: world(0.9, { rows: 2000, sharpness: 1.5 }),
    comparison: `${PRIMARY}\n  guardrails: [{ metric: log_loss, maximumLoss: ${LOSS_OF_LOG_LOSS} }]`,
  },
  {
    name: 'critical',
    truth: 'better, but a critical group loses exactly its margin',
    isSuperiorFalse: true,
    world: world(0.95, { rows: 2000, regions: regions([0.2, 0.3, 0.3, 0.2], { north: 0.7, others: 0.95 }) }),
    comparison: `${PRIMARY}
  slices: [{ column: region, minimumRows: 100, critical: [north], maximumLoss: ${LOSS_IN_NORTH} }]`,
  },
  {
    name: 'harmed',
    truth: 'better, but far worse in a group that is not critical',
    isSuperiorFalse: true,
    world: world(0.99, { rows: 2000, regions: regions([0.4, 0.2, 0.2, 0.2], { west: 0.4, others: 0.99 }) }),
    comparison: WHOLE_RULE,
  },
  {
    name: 'better',
    truth: 'better everywhere',
    isSuperiorFalse: false,
    world: world(0.95, { rows: 2000 }),
    comparison: WHOLE_RULE,
  },
];
