import assert from 'node:assert/strict';
import { placeIn } from '../../../lib/places/place';
import type { ProjectFacts } from '../../../lib/task/host';

const project = (challenger: string): ProjectFacts => ({
  file: 'mlops.yml',
  fileSha256: '',
  environment: 'prod',
  policySha256: '',
  waiverLines: [],
  places: { challenger, champion: 'alias:best' },
  promotion: [],
  baselines: [],
  configuration: {},
});

describe('a place', () => {
  const CASES = [
    { target: 'alias:challenger', of: undefined, role: 'challenger' },
    { target: 'stage:staging', of: undefined, role: 'challenger' },
    { target: 'alias:best', of: undefined, role: 'champion' },
    { target: 'alias:next', of: project('alias:next'), role: 'challenger' },
    { target: 'alias:challenger', of: project('alias:next'), role: 'champion' },
    { target: 'stage:staging', of: project('stage:Staging'), role: 'challenger' },
  ] as const;
  for (const { target, of, role } of CASES) {
    it(`such as ${target} is a ${role}'s ${of === undefined ? 'by its usual name' : `where ${of.places.challenger} is the challenger's`}`, () =>
      assert.equal(placeIn(of, target).role, role));
  }
});
