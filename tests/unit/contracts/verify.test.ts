import assert from 'node:assert/strict';
import type { Contract, Receipt } from '../../../lib/contracts/contract';
import { verifyEvidence, type Verification } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { earlierReceipt, filesOf, fullChain, model, seal, written } from '../../kit/full-chain';

const full = fullChain();
const { deployment, candidate, compliance, comparison, receipt } = full;
const earlier = earlierReceipt();

function verify(
  contracts: Readonly<Record<string, Contract>>,
  change?: readonly [file: string, from: string],
): Verification {
  const files = filesOf(contracts).map(({ name, text }) => ({
    name,
    text: change?.[0] === name ? text.replace(change[1], `${change[1]}0`) : text,
  }));
  return verifyEvidence(files, sha256Hex);
}

function kindsOf({ versions, breaks }: Verification): readonly string[] {
  return [...versions.flatMap((version) => version.breaks), ...breaks].map(({ kind, file }) =>
    `${kind} ${file}`.trim(),
  );
}

describe('verifying a folder of evidence', () => {
  it('shows each model version separately', () => {
    const older = seal('candidate', { ...candidate, model: { ...model, version: '13' } });
    const { versions } = verify({ ...full, older, earlier });
    assert.deepEqual(
      versions
        .map(({ subject, chain, breaks }) => `${subject.version} ${chain?.candidate.file} ${breaks.length}`)
        .toSorted(),
      ['11 undefined 0', '13 older.json 0', '14 candidate.json 0'],
    );
  });

  it('shows each problem at its version', () => {
    const older = seal('candidate', { ...candidate, model: { ...model, version: '13' } });
    const { versions } = verify({ ...full, older, earlier }, ['older.json', '#job/1/run/812']);
    assert.deepEqual(
      versions.map(({ subject, breaks }) => [subject.version, ...breaks.map(({ kind }) => kind)].join(' ')).toSorted(),
      ['11', '13 altered', '14'],
    );
  });

  it('takes receipts alone, which is what a model keeps', () => {
    const verification = verify({ earlier });
    assert.deepEqual(kindsOf(verification), []);
    assert.deepEqual(
      verification.versions[0]?.receipts.map(({ file }) => file),
      ['earlier.json'],
    );
  });

  const twin = seal('receipt', { ...receipt, ...written(9) });
  const next = after(receipt, { fromVersion: '14', toVersion: '11' });
  const keep = seal('receipt', { ...earlier, ...written(8), action: 'keep', fromVersion: '11' });
  const otherFirst = seal('receipt', { ...earlier, ...written(8), fromVersion: '1' });
  const { fromVersion: gone, ...fromNobody } = receipt;
  assert.ok(gone);
  const copy = seal('receipt', { ...earlier, target: 'copy:prod.ml.released' });
  const copyOfOther = after(copy, { model: { ...model, name: 'prod.ml.other' }, fromVersion: '11', toVersion: '12' });
  const {
    fromVersion: _before,
    previousReceipt: _first,
    ...entering
  } = seal('receipt', {
    ...earlier,
    target: 'alias:challenger',
  });
  const challenger = seal('receipt', entering);
  const { toVersion: _nobody, evidence: _proof, ...leaving } = challenger;
  const closedOut = seal('receipt', {
    ...leaving,
    ...written(8),
    action: 'closeOut',
    reason: 'INFERIOR against version 11',
    evidence: {},
    previousReceipt: challenger.sha256,
  });
  const newcomer = after(challenger, { toVersion: '15' });
  const otherClosedOut = seal('receipt', { ...closedOut, model: { ...closedOut.model, version: '99' } });
  const CASES: readonly (readonly [name: string, verification: () => Verification, kinds: readonly string[]])[] = [
    ['nothing at all', () => verify({}), ['absent']],
    [
      'an altered deployment',
      () => verify({ ...full, earlier }, ['deployment.json', 'd-1']),
      ['altered deployment.json'],
    ],
    [
      'a file that is no JSON',
      () => verifyEvidence([{ name: 'receipt.json', text: '' }], sha256Hex),
      ['unreadable receipt.json'],
    ],
    [
      'a comparison without its compliance',
      () => verify({ deployment, candidate, comparison }),
      ['missing comparison.json'],
    ],
    [
      'a compliance that was done again behind a comparison',
      () => verify({ ...full, earlier, again: seal('compliance', { ...compliance, ...written(9) }) }),
      ['stale comparison.json'],
    ],
    ['a receipt whose predecessor is of an earlier run', () => verify({ ...full }), ['earlierRun receipt.json']],
    ['a receipt in the middle deleted', () => verify({ earlier, next }), ['missing next.json']],
    [
      'a first receipt that was sealed anew',
      () => verify({ ...full, earlier: seal('receipt', { ...earlier, decision: 'another one' }) }),
      ['missing receipt.json'],
    ],
    [
      'a first receipt that was altered',
      () => verify({ ...full, earlier }, ['earlier.json', 'ci-prod']),
      ['altered earlier.json'],
    ],
    ['two receipts that follow the same one', () => verify({ ...full, earlier, twin }), ['disagreement twin.json']],
    ['two first receipts of the same place', () => verify({ earlier, otherFirst }), ['disagreement otherFirst.json']],
    [
      'a receipt that replaces another version than the one before it put there',
      () => verify({ ...full, earlier, next: after(receipt, { fromVersion: '12', toVersion: '15' }) }),
      ['disagreement next.json'],
    ],
    [
      'a receipt that replaces nobody after one that put somebody there',
      () => verify({ earlier, next: after(earlier, { ...fromNobody, evidence: { waivedBy: 'a test' } }) }),
      ['disagreement next.json'],
    ],
    [
      'a receipt that follows one of another place',
      () => verify({ earlier, next: after(earlier, { target: 'alias:challenger', fromVersion: '11' }) }),
      ['disagreement next.json'],
    ],
    ['receipts one behind the other', () => verify({ ...full, earlier, next, keep }), []],
    [
      'first receipts of two places',
      () => verify({ earlier, other: seal('receipt', { ...earlier, target: 'alias:challenger' }) }),
      [],
    ],
    [
      'a stage in which others stayed',
      () => {
        const first = seal('receipt', { ...earlier, target: 'stage:Staging' });
        return verify({ first, second: after(first, { fromVersion: '9', toVersion: '12' }) });
      },
      [],
    ],
    ['copies of two models into one', () => verify({ copy, copyOfOther }), []],
    [
      'a challenger after one that was closed out',
      () => verify({ challenger, closedOut, again: seal('receipt', { ...closedOut, ...written(7) }), newcomer }),
      [],
    ],
    [
      'a challenger after one that left its place without a receipt',
      () => verify({ challenger, newcomer }),
      ['disagreement newcomer.json'],
    ],
    [
      'a challenger after another version was closed out',
      () => verify({ challenger, otherClosedOut, newcomer }),
      ['disagreement newcomer.json'],
    ],
  ];
  for (const [name, verification, kinds] of CASES) {
    it(`finds ${kinds.length === 0 ? 'nothing' : 'what is wrong'} with ${name}`, () =>
      assert.deepEqual(kindsOf(verification()), kinds));
  }
});

/** A receipt behind that one, which needs no other evidence. */
function after({ sha256, ...first }: Receipt, changes: Partial<Receipt>): Receipt {
  const evidence = { waivedBy: 'a test' };
  return seal('receipt', { ...first, ...written(9), evidence, ...changes, previousReceipt: sha256 });
}
