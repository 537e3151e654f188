import assert from 'node:assert/strict';
import { verifyEvidence } from '../../../lib/contracts/verify';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { receiptTag, rollbackTag } from '../../../lib/places/place-tags';
import { VERSION_TAGS } from '../../../lib/registry/version-tags';
import type { StepResult } from '../../../local/agent/job';
import type { RollbackFixture } from './rollback-fixture';

/** Version 1 has the place again, and output, tags and evidence agree on it. */
export async function requireRolledBack(fixture: RollbackFixture, step: StepResult): Promise<void> {
  assert.equal(step.result, 'Succeeded', step.log.join('\n'));
  assert.deepEqual([step.outputs['rolledBackTo'], step.outputs['rolledBackFrom']], ['1', '2']);
  assert.deepEqual(await fixture.holders(), [1]);
  assert.equal((await fixture.model.tags(2)).get(VERSION_TAGS.rolledBack), 'scores drift');
  const tags = await fixture.model.tags();
  assert.match(tags.get(receiptTag(fixture.place)) ?? '', / v1$/);
  assert.match(tags.get(rollbackTag(fixture.place)) ?? '', /^v2 to v1 after /);
  const { breaks, versions } = verifyEvidence(evidenceFiles(fixture.evidence), sha256Hex);
  // The receipt of the promotion is in the folder of the run that promoted.
  const isElsewhere = `follows the receipt ${sha256Hex('a promotion').slice(0, 12)} of`;
  const found = versions.flatMap((version) => version.breaks).filter(({ what }) => !what.includes(isElsewhere));
  assert.deepEqual([breaks, found], [[], []]);
}
