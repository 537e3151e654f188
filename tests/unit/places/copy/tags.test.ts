import assert from 'node:assert/strict';
import { marksOfCopy, tagsOfPeople } from '../../../../lib/places/copy/tags';
import { copiesInto, readPlace } from '../../../../lib/places/place';
import { placeTextOf, receiptTag } from '../../../../lib/places/place-tags';

describe('the tags of a copy', () => {
  const tags = new Map([
    ['risk_tier', 'low'],
    ['mlops_commit', 'c0ffee'],
    ['mlops_branch', ''],
    ['mlops_rolled_back', 'scores drift'],
    ['mlops_trained_by_pull_request', 'true'],
    ['mlops_source', 'of the run'],
    ['mlops_closed_out', 'version 5 took its place'],
    ['mlops_receipt_copy', 'of its own source'],
  ]);

  it('are those of people, and of ours what stays true under every number', () => {
    assert.deepEqual(tagsOfPeople(tags), { risk_tier: 'low' });
    assert.deepEqual(marksOfCopy(tags, 'digest', undefined), {
      mlops_trained_by_pull_request: 'true',
      mlops_rolled_back: 'scores drift',
      mlops_commit: 'c0ffee',
      mlops_source: 'digest',
    });
  });

  it('tell by their key which place a receipt is about', () => {
    for (const place of ['alias:prod', 'stage:Production', 'stage:Staging'].map((text) => readPlace(text, 'target'))) {
      assert.equal(readPlace(placeTextOf(receiptTag(place)) ?? '', 'target').text, place.text);
    }
    assert.equal(placeTextOf(receiptTag(copiesInto('churn'))), undefined);
    assert.equal(placeTextOf('mlops_previous_alias_champion'), undefined);
  });
});
