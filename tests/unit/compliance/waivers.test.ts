import assert from 'node:assert/strict';
import { waiverFor, type Waiver } from '../../../lib/compliance/waivers';

const WAIVER: Waiver = {
  check: 'pickle',
  reason: 'vendor model',
  owner: 'ml-platform',
  approvedBy: 'risk',
  until: '2027-01-31',
};
const ASKED = { check: 'pickle', version: 7, commit: '1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa' };

describe('A waiver', () => {
  const CASES: readonly { what: string; waiver?: Partial<Waiver>; today?: string; is: string }[] = [
    { what: 'holds for every version', is: 'holds' },
    { what: 'holds on its last day', today: '2027-01-31', is: 'holds' },
    { what: 'has expired on the day after', today: '2027-02-01', is: 'expired' },
    { what: 'is for its check only', waiver: { check: 'signature' }, is: 'none' },
    { what: 'holds for its version', waiver: { version: '7' }, is: 'holds' },
    { what: 'is not for another version', waiver: { version: '70' }, is: 'none' },
    { what: 'holds for its commit in short', waiver: { commit: '1F3C2A9' }, is: 'holds' },
    { what: 'is not for another commit', waiver: { commit: '2f3c2a9' }, is: 'none' },
    { what: 'names no commit by its first letters', waiver: { commit: '1f3' }, is: 'none' },
  ];
  for (const { what, waiver, today = '2027-01-10', is } of CASES) {
    it(what, () => assert.equal(waiverFor(ASKED, [{ ...WAIVER, ...waiver }], today).kind, is));
  }

  it('that holds longest counts', () => {
    const found = waiverFor(ASKED, [WAIVER, { ...WAIVER, until: '2027-06-30' }], '2027-02-01');
    assert.equal(found.kind === 'holds' ? found.waiver.until : found.kind, '2027-06-30');
  });
});
