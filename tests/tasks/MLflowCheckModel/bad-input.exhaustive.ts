import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { DIALECTS, REGISTRIES } from '../../kit/registry/registries';
import { hostileCall, pickle } from '../../kit/serialization/pickle-bytes';
import { zipOf } from '../../kit/serialization/zip-bytes';
import { complianceOf, POLICY, useCheckFixtures } from '../../kit/tasks/check-fixture';
import { variants } from '../../kit/tier';

const [UNITY_CATALOG] = REGISTRIES;
const FILE = '/api/2.0/fs/files/Models/main/default/churn/1/model.pkl';
const HOSTILE = pickle(hostileCall());
const ARCHIVE = zipOf('data.pkl', HOSTILE);
const WITH_A_JOB = POLICY.replace('smoke_prediction: skip', 'smoke_prediction: block');

describe('MLflowCheckModel and models that are wrong', function () {
  this.timeout(180_000);
  const open = useCheckFixtures();

  const FILES: readonly { what: string; content: Buffer; says: string }[] = [
    {
      what: 'a pickle that is cut off',
      content: HOSTILE.subarray(0, -1),
      says: `x.bin looks up posix.system, x.bin ends in the middle, at byte ${HOSTILE.length - 1}`,
    },
    {
      what: 'a gzip that is cut off',
      content: gzipSync(pickle(Buffer.alloc(0), 'N')).subarray(0, -6),
      says: 'x.bin: what it holds cannot be unpacked: unexpected end of file',
    },
    {
      what: 'an archive in an archive',
      content: zipOf('inner.zip', zipOf('data.pkl', HOSTILE)),
      says: "x.bin: 'inner.zip' in it is zip data again, and only one level is looked into",
    },
    {
      what: 'a packing that is not looked into',
      content: Buffer.from('BZh91AY&SY'),
      says: 'x.bin: it is packed as bzip2, which is not looked into; save it unpacked or with gzip',
    },
    {
      what: 'an archive that lies about its directory',
      content: Buffer.concat([ARCHIVE.subarray(0, -10), Buffer.alloc(4, 0x7f), ARCHIVE.subarray(-6)]),
      says: 'x.bin: it is an archive that cannot be read: its directory is damaged',
    },
  ];
  for (const { what, content, says } of FILES) {
    it(`is never green with ${what}`, async () => {
      const fixture = await open(UNITY_CATALOG);
      const step = await fixture.check(await fixture.addChecked({ files: { 'x.bin': content } }));
      assert.equal(step.outputs['failedChecks'], 'pickle', step.log.join('\n'));
      const found = complianceOf(step).checks.find(({ check }) => check === 'pickle');
      assert.deepEqual([found?.outcome, found?.message], ['failed', says]);
    });
  }

  it('says that the storage did not answer in time, and makes the other checks', async () => {
    const fixture = await open(UNITY_CATALOG);
    const version = await fixture.addChecked();
    fixture.addFault({ method: 'GET', path: FILE, hang: true, times: Infinity });
    const step = await fixture.check(version, { speed: 200 });
    assert.deepEqual([step.outputs['verdict'], step.outputs['failedChecks']], ['ERROR', 'pickle'], step.log.join('\n'));
    const found = complianceOf(step).checks.find(({ check }) => check === 'pickle');
    assert.match(found?.message ?? '', /^not checked: model\.pkl: .*There was no answer within \d+/);
  });

  for (const under of variants(DIALECTS)) {
    it(`says in ${under.name} that there is no MLmodel, or that it is huge`, async () => {
      const fixture = await open(under);
      const versions = [
        await fixture.addChecked({ mlModel: undefined }),
        await fixture.addChecked({ mlModel: `a: ${'x'.repeat(1_100_000)}` }),
      ];
      const steps = [await fixture.check(versions[0] ?? 0), await fixture.check(versions[1] ?? 0)];
      const messages = steps.map(
        (step) => complianceOf(step).checks.find(({ check }) => check === 'signature')?.message,
      );
      assert.match(messages[0] ?? '', /^not checked: there is no MLmodel among its \d files$/);
      assert.match(messages[1] ?? '', /^not checked: MLmodel has 110\d+ bytes, and no more than 1048576 are read$/);
      assert.ok(steps.every(({ result }) => result === 'Failed'));
    });
  }

  it('starts no job on a plain MLflow server, and the prediction is never green there', async () => {
    const [, , server = UNITY_CATALOG] = DIALECTS;
    const fixture = await open(server);
    const step = await fixture.check(await fixture.addChecked(), { policy: WITH_A_JOB });
    assert.deepEqual([step.outputs['verdict'], step.outputs['failedChecks']], ['ERROR', 'smoke_prediction']);
    assert.match(
      step.log.join('\n'),
      /smoke_prediction +error +block +not checked: a plain MLflow server runs no jobs/,
    );
  });
});
