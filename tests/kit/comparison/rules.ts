import type { Rule } from '../../../lib/contracts/comparison-rule';

/** More average precision decides, and nothing else is asked. */
export function rule(changes: Partial<Rule> = {}): Rule {
  return {
    primary: { metric: 'average_precision', direction: 'higher', unit: 'absolute', minimumGain: 0 },
    guardrails: [],
    slices: [],
    otherData: [],
    windows: false,
    fairness: [],
    floors: [],
    promoteOn: ['FIRST_MODEL', 'SUPERIOR'],
    onChampionError: 'hold',
    ...changes,
  };
}

export const WITH_MARGIN: Partial<Rule> = {
  primary: { metric: 'average_precision', direction: 'higher', unit: 'absolute', minimumGain: 0, maximumLoss: 0.01 },
};
export const GUARDED: Partial<Rule> = {
  guardrails: [{ metric: 'log_loss', direction: 'lower', unit: 'absolute', maximumLoss: 0.02 }],
};
export const SLICED: Partial<Rule> = {
  slices: [{ column: 'region', minimumRows: 200, critical: ['north'], maximumLoss: 0.05 }],
};
