import assert from 'node:assert/strict';
import type { Facts } from '../../../lib/compliance/facts';
import type { Finding } from '../../../lib/compliance/finding';
import { judge } from '../../../lib/compliance/judge';
import type { Policy } from '../../../lib/compliance/policy';
import { CHECK_NAMES, type CheckName } from '../../../lib/project/schema/checks';
import type { Case } from '../../kit/compliance/case';
import { GOOD_FACTS, STRICT } from '../../kit/compliance/facts';
import { FILE_CASES } from '../../kit/compliance/file-cases';
import { SIGNATURE_CASES } from '../../kit/compliance/signature-cases';
import { TRAINING_CASES } from '../../kit/compliance/training-cases';
import { VERSION_CASES } from '../../kit/compliance/version-cases';

const CASES: Readonly<Record<CheckName, readonly Case[]>> = {
  ...VERSION_CASES,
  ...SIGNATURE_CASES,
  ...TRAINING_CASES,
  ...FILE_CASES,
};

describe('The compliance checks', () => {
  const finding = (check: CheckName, facts: Facts = GOOD_FACTS, policy: Partial<Policy> = {}): Finding => {
    const found = judge(facts, { ...STRICT, ...policy }).find((one) => one.check.split('.')[0] === check);
    assert.ok(found !== undefined);
    return found;
  };
  const failing = (check: CheckName): Case => {
    const found = CASES[check].find(({ outcome }) => outcome === 'failed') ?? CASES[check][0];
    assert.ok(found !== undefined);
    return found;
  };
  const waiver = { check: '', reason: 'vendor wheel', owner: 'ml-platform', approvedBy: 'risk', until: '2027-03-31' };

  for (const check of CHECK_NAMES) {
    describe(check, () => {
      it('passes a good version', () => {
        const { outcome, because } = finding(check);
        assert.equal(outcome, 'passed', because);
      });

      for (const { what, facts, policy, outcome, because } of CASES[check]) {
        it(`answers ${outcome} to ${what}`, () => {
          const found = finding(check, facts, policy);
          assert.equal(found.outcome, outcome, found.because);
          assert.match(found.because, because);
        });
      }

      it('is not checked when the policy skips it, and never green', () => {
        const { facts, policy } = failing(check);
        const levels = { ...STRICT.levels, [check]: 'skip' as const };
        assert.equal(finding(check, facts, { ...policy, levels }).outcome, 'not checked');
        assert.equal(finding(check, GOOD_FACTS, { levels }).outcome, 'not checked');
      });

      it('only warns where the policy says so', () => {
        const { facts, policy } = failing(check);
        const levels = { ...STRICT.levels, [check]: 'warn' as const };
        assert.equal(finding(check, facts, { ...policy, levels }).outcome, 'warned');
      });

      if (failing(check).outcome === 'failed') {
        it('is waived while its waiver holds', () => {
          const { facts, policy } = failing(check);
          const found = finding(check, facts, { ...policy, waivers: [{ ...waiver, check }] });
          assert.equal(found.outcome, 'waived');
          assert.match(
            found.because,
            /waived until 2027-03-31 \(vendor wheel; owner ml-platform; approved by risk, commit unknown: /,
          );
        });

        it('fails when its waiver has expired', () => {
          const { facts, policy } = failing(check);
          const found = finding(check, facts, { ...policy, waivers: [{ ...waiver, check, until: '2027-01-09' }] });
          assert.equal(found.outcome, 'failed');
          assert.match(found.because, /its waiver expired on 2027-01-09$/);
        });
      }
    });
  }

  it('go on when one of them breaks off', () => {
    const broken = { ...GOOD_FACTS, version: { ...GOOD_FACTS.version, description: undefined as unknown as string } };
    const found = judge(broken, STRICT);
    assert.equal(found.length, CHECK_NAMES.length);
    const errors = found.filter(({ outcome }) => outcome === 'error').map(({ check }) => check);
    assert.deepEqual(errors, ['description', 'secrets']);
  });
});
