import assert from 'node:assert/strict';
import type { Contract } from '../../../lib/contracts/contract';
import { verifyEvidence, type Verification } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { filesOf, fullChain, model, seal, written } from './full-chain';

const full = fullChain();
const { deployment, candidate, compliance, comparison, receipt } = full;

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
  it('shows each model version by itself', () => {
    const older = seal('candidate', { ...candidate, model: { ...model, version: '13' } });
    const { versions } = verify({ ...full, older });
    assert.deepEqual(
      versions
        .map(({ subject, chain, breaks }) => `${subject.version} ${chain?.candidate.file} ${breaks.length}`)
        .toSorted(),
      ['13 older.json 0', '14 candidate.json 0'],
    );
  });

  it('shows what is broken at the version that it concerns', () => {
    const older = seal('candidate', { ...candidate, model: { ...model, version: '13' } });
    const { versions } = verify({ ...full, older }, ['older.json', '#job/1/run/812']);
    assert.deepEqual(
      versions.map(({ subject, breaks }) => [subject.version, ...breaks.map(({ kind }) => kind)].join(' ')).toSorted(),
      ['13 altered', '14'],
    );
  });

  it('takes receipts alone, which is what a model keeps', () => {
    const { evidence, ...rest } = receipt;
    const waived = seal('receipt', { ...rest, evidence: { waivedBy: 'requireVerdict: none' } });
    assert.ok(evidence);
    const verification = verify({ waived });
    assert.deepEqual(kindsOf(verification), []);
    assert.deepEqual(
      verification.versions[0]?.receipts.map(({ file }) => file),
      ['waived.json'],
    );
  });

  const twin = seal('receipt', { ...receipt, ...written(9) });
  const next = seal('receipt', { ...receipt, ...written(9), previousReceipt: receipt.sha256 });
  const CASES: readonly (readonly [name: string, verification: () => Verification, kinds: readonly string[]])[] = [
    ['nothing at all', () => verify({}), ['absent']],
    ['an altered deployment', () => verify({ ...full }, ['deployment.json', 'd-1']), ['altered deployment.json']],
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
      () => verify({ ...full, again: seal('compliance', { ...compliance, ...written(9) }) }),
      ['stale comparison.json'],
    ],
    ['two receipts that follow the same one', () => verify({ ...full, twin }), ['disagreement twin.json']],
    ['receipts one behind the other', () => verify({ ...full, next }), []],
  ];
  for (const [name, verification, kinds] of CASES) {
    it(`finds ${kinds.length === 0 ? 'nothing' : 'what is wrong'} with ${name}`, () =>
      assert.deepEqual(kindsOf(verification()), kinds));
  }
});
