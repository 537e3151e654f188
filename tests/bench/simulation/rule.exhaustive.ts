import assert from 'node:assert/strict';
import { RULED_CELLS, type RuledCell } from '../../../bench/simulation/cells';
import { decided } from '../../../bench/simulation/decided';
import { questionOf } from '../../../bench/simulation/question';
import { tallies } from '../../../bench/simulation/tallies';
import type { Rule } from '../../../lib/contracts/comparison-rule';
import type { EvaluatedGroup, Evaluation } from '../../../lib/contracts/evaluation';
import { PythonEnvironment } from '../../../local/workspace/python-environment/python-environment';

const SAMPLES = 400;
/** Of 400 samples with a chance of 2.5%, more than 20 come about less than once in 1,000 times. */
const MOST_FALSE = 20;
/** A margin is not a bound on what the group that is not critical may lose: harm there is found mostly, not always. */
const MOST_HARM_MISSED = 100;
const PIECES = 20;
const ROWS_OF_A_PIECE = 100_000;

describe('the simulated rule', function () {
  this.timeout(900_000);
  let python: string;
  before(async () => {
    python = await new PythonEnvironment({ say: () => undefined }).ready();
  });

  it('rarely calls a candidate better that is not, and mostly one that is', async () => {
    for (const [{ name, isSuperiorFalse }, { verdicts }] of await tallies(RULED_CELLS, SAMPLES, {
      python,
      say: () => undefined,
    })) {
      const { SUPERIOR: superior = 0 } = verdicts;
      const most = name === 'harmed' ? MOST_HARM_MISSED : MOST_FALSE;
      assert.ok(isSuperiorFalse ? superior <= most : superior > SAMPLES / 2, `${name}: ${superior}`);
    }
  });

  const AT_THE_MARGIN = [
    {
      name: 'guardrail',
      loss: ({ guardrails }: Rule) => guardrails[0]?.maximumLoss,
      group: ({ kind }: EvaluatedGroup) => kind === 'all',
      metric: 'log_loss',
    },
    {
      name: 'critical',
      loss: ({ slices }: Rule) => slices[0]?.maximumLoss,
      group: ({ value }: EvaluatedGroup) => value === 'north',
      metric: 'average_precision',
    },
  ];
  for (const { name, loss, group, metric } of AT_THE_MARGIN) {
    it(`has in the world '${name}' a loss of ${metric} that no sample tells from the margin`, async () => {
      const cell = RULED_CELLS.find((each) => each.name === name) ?? assert.fail();
      const large: RuledCell = { ...cell, name: `${name}-truth`, world: { ...cell.world, rows: ROWS_OF_A_PIECE } };
      const measured: { readonly estimate: number; readonly standardError: number }[] = [];
      for await (const { evaluation } of decided(large, PIECES, python)) {
        measured.push(differenceIn(evaluation, group, metric));
      }
      const mean = measured.reduce((sum, { estimate }) => sum + estimate, 0) / measured.length;
      const ofSample = (measured[0]?.standardError ?? 0) * Math.sqrt(ROWS_OF_A_PIECE / cell.world.rows);
      assert.ok(
        Math.abs(mean + (loss(questionOf(cell).rule) ?? NaN)) < ofSample / 10,
        `${mean}, and the standard error of a sample is ${ofSample}`,
      );
    });
  }
});

function differenceIn(
  { dataSets }: Evaluation,
  isAsked: (group: EvaluatedGroup) => boolean,
  metric: string,
): { readonly estimate: number; readonly standardError: number } {
  const found = dataSets[0]?.groups.find(isAsked)?.metrics.find((each) => each.metric === metric);
  return found?.difference ?? assert.fail(`${metric} was not measured`);
}
