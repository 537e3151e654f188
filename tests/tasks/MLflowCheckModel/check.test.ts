import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { ofKind, readEvidence } from '../../../lib/contracts/evidence';
import { contractText, sealed } from '../../../lib/contracts/write';
import { sha256Hex } from '../../../lib/core/node/hash';
import { evidenceFiles } from '../../../lib/evidence/evidence-files';
import { mlModelText } from '../../kit/compliance/facts';
import { DIALECTS, REGISTRIES } from '../../kit/registry/registries';
import { hostileCall, pickle } from '../../kit/serialization/pickle-bytes';
import { zipOf } from '../../kit/serialization/zip-bytes';
import { complianceOf, POLICY, useCheckFixtures, type CheckFixture } from '../../kit/tasks/check-fixture';
import { exhaustively, variants } from '../../kit/tier';

const [UNITY_CATALOG] = REGISTRIES;
const MODEL = UNITY_CATALOG.modelName;
const WAIVER =
  '{ check: pinned_requirements, reason: vendor wheel, owner: ml-platform, approvedBy: risk, until: "2199-01-31" }';

describe('MLflowCheckModel', function () {
  this.timeout(120_000);
  const open = useCheckFixtures();

  it('passes a good version, adopts it, and shows each check', async () => {
    const fixture = await open(UNITY_CATALOG);
    const version = await fixture.addChecked();
    const before = fixture.requests.length;
    const step = await fixture.check(version);
    const { result, outputs, log, testResults, summaries } = step;
    assert.equal(outputs['verdict'], 'PASSED', log.join('\n'));
    assert.equal(result, 'Succeeded', log.join('\n'));
    assert.deepEqual([outputs['failedChecks'], outputs['warnings']], ['', '']);
    const compliance = complianceOf(step);
    assert.equal(compliance.checks.find(({ check }) => check === 'pickle')?.outcome, 'passed');
    assert.equal(compliance.checks.find(({ check }) => check === 'owner')?.outcome, 'skipped');
    assert.ok(log.some((line) => line.includes('so the version is adopted as it is in the registry')));
    const xml = String(testResults[0]?.files[0]?.content);
    assert.match(
      xml,
      /<testsuite name="version 1 of main\.default\.churn" tests="24" failures="0" errors="0" skipped="3"/,
    );
    assert.match(String(summaries[0]?.content), /^## Compliance: PASSED\n/);
    assert.ok(fixture.requests.length - before <= 25, `${fixture.requests.length - before} requests`);
  });

  it('fails with every reason at once, the failed first, and runs nothing of the model', async () => {
    const fixture = await open(UNITY_CATALOG);
    const trace = join(tmpdir(), `ran-${process.pid}`);
    const hostile = pickle('B', Buffer.of(0, 0, 16, 0), Buffer.alloc(1 << 20), '0', hostileCall(`touch ${trace}`));
    const version = await fixture.addChecked({
      files: {
        'harmless.txt': gzipSync(hostile),
        'late.bin': hostile,
        'model.joblib': deflateSync(hostile),
        'weights.pt': zipOf('archive/data.pkl', hostile),
        'requirements.txt': 'numpy\n',
      },
      tags: { risk_tier: 'tiny' },
      description: 'short',
    });
    const expired = WAIVER.replace('2199', '2020');
    const step = await fixture.check(version, { policy: `${POLICY}\n  waivers: [${expired}]` });
    const { result, outputs, log, issues } = step;
    assert.equal(result, 'Failed');
    assert.equal(outputs['verdict'], 'FAILED');
    assert.equal(outputs['failedChecks'], 'description,required_tags,pinned_requirements,pickle');
    const { message = '' } = issues.find(({ type }) => type === 'error') ?? {};
    assert.match(
      message,
      /^Compliance of version 1 of main\.default\.churn is FAILED:\n- description: it has 5 of at least 40/,
    );
    const lookups = ['harmless.txt', 'late.bin', 'model.joblib', "'archive/data.pkl' in weights.pt"];
    assert.ok(message.includes(`\n- pickle: ${lookups.map((place) => `${place} looks up posix.system`).join(', ')}\n`));
    assert.match(message, /\n- pinned_requirements: 'numpy' is not pinned with ==; its waiver expired on 2020-01-31\n/);
    assert.match(message, /\nFix: .* \(COMPLIANCE_FAILED\)$/);
    const firstRow = log.find((line) => /^\S+ +(?:failed|warned|passed|not checked) /.test(line));
    assert.match(firstRow ?? '', /^description +failed +block/);
    assert.ok(
      log.some((line) => line.includes('## Purpose')),
      'no model card to begin with',
    );
    assert.equal(complianceOf(step).verdict, 'FAILED');
    assert.equal(existsSync(trace), false);
    rmSync(trace, { force: true });
  });

  it('passes with issues what is waived, and names owner and end of the waiver', async () => {
    const fixture = await open(UNITY_CATALOG);
    const version = await fixture.addChecked({ files: { 'requirements.txt': 'numpy\n' } });
    const step = await fixture.check(version, { policy: `${POLICY}\n  waivers: [${WAIVER}]` });
    assert.equal(step.result, 'SucceededWithIssues', step.log.join('\n'));
    assert.deepEqual(
      [step.outputs['verdict'], step.outputs['warnings']],
      ['PASSED_WITH_WARNINGS', 'pinned_requirements'],
    );
    const found = complianceOf(step).checks.find(({ check }) => check === 'pinned_requirements');
    assert.deepEqual(found?.waiver, {
      reason: 'vendor wheel',
      owner: 'ml-platform',
      approvedBy: 'risk',
      until: '2199-01-31',
    });
  });

  const LIES: readonly { what: string; mlModel: string | undefined; says: RegExp }[] = [
    { what: 'is no YAML', mlModel: '{', says: /signature: not checked: MLmodel is not a YAML map/ },
    {
      what: 'is missing',
      mlModel: undefined,
      says: /signature: not checked: there is no MLmodel among its \d+ files/,
    },
    {
      what: 'is huge',
      mlModel: `a: ${'x'.repeat(1_100_000)}`,
      says: /signature: not checked: MLmodel has 110\d+ bytes/,
    },
    {
      what: 'points outside the model',
      mlModel: mlModelText({ flavors: '{ sklearn: { pickled_model: ../evil.pkl } }' }),
      says: /contained_paths: '\.\.\/evil\.pkl' \(pickled_model\) points outside the model/,
    },
  ];
  for (const { what, mlModel, says } of variants(LIES, 0)) {
    it(`is never green when MLmodel ${what}`, async () => {
      const fixture = await open(UNITY_CATALOG);
      const step = await fixture.check(await fixture.addChecked({ mlModel }));
      assert.equal(step.result, 'Failed');
      assert.match(step.issues.find(({ type }) => type === 'error')?.message ?? '', says);
    });
  }

  exhaustively('says what the storage refused, and makes the checks that need no files', async () => {
    const fixture = await open(UNITY_CATALOG);
    const version = await fixture.addChecked();
    fixture.addFault({
      method: 'GET',
      path: '/api/2.0/fs/files/Models/main/default/churn/1/model.pkl',
      status: 403,
      body: { error_code: 'PERMISSION_DENIED', message: 'a firewall' },
    });
    const step = await fixture.check(version);
    assert.equal(step.outputs['verdict'], 'ERROR');
    assert.equal(step.outputs['failedChecks'], 'pickle');
    assert.match(step.log.join('\n'), /model\.pkl: Reading .* failed \(403 PERMISSION_DENIED\): a firewall/);
  });

  for (const under of variants(DIALECTS)) {
    describe(`and a promotion on its evidence in ${under.name}`, () => {
      it('makes a version that passed the challenger', async () => {
        const fixture = await open(under);
        const version = await fixture.addChecked();
        await fixture.check(version);
        const { result, log } = await fixture.promote(version);
        assert.equal(result, 'Succeeded', log.join('\n'));
        assert.deepEqual(await fixture.challengers(), [version]);
      });

      const REFUSED: readonly {
        what: string;
        policy?: string;
        files?: Readonly<Record<string, string>>;
        target?: string;
        meanwhile?: (fixture: CheckFixture, version: number) => Promise<void>;
        says: RegExp;
      }[] = [
        {
          what: 'a version whose tags changed since',
          meanwhile: ({ model }, version) => model.setTags({ risk_tier: 'high' }, version),
          says: /^Description or tags of version 1 .* changed after its compliance.*\(EVIDENCE_STALE\)$/s,
        },
        {
          what: 'a version whose waiver has ended since',
          files: { 'requirements.txt': 'numpy' },
          meanwhile: ({ evidence }) => endWaivers(evidence),
          says: /^The waiver of the check 'pinned_requirements' for version 1 .* ended on 2026-01-31, .*\(WAIVER_EXPIRED\)$/s,
          policy: `${POLICY}\n  waivers: [${WAIVER}]`,
        },
        {
          what: 'an adopted version as champion',
          target: under.champion.type === 'stage' ? 'stage:Production' : 'alias:champion',
          says: /was adopted from the registry.*\(ADOPTED_MODEL\)$/s,
        },
        { what: 'a version that failed', files: { 'requirements.txt': 'numpy' }, says: /\(COMPLIANCE_FAILED\)$/ },
      ];
      for (const { what, files = {}, policy = POLICY, target, meanwhile, says } of variants(REFUSED)) {
        it(`refuses ${what}`, async () => {
          const fixture = await open(under);
          const version = await fixture.addChecked({ files });
          await fixture.check(version, { policy });
          await meanwhile?.(fixture, version);
          const { result, issues } = await fixture.promote(version, {
            policy,
            ...(target === undefined ? {} : { target }),
          });
          assert.equal(result, 'Failed');
          assert.match(issues.find(({ type }) => type === 'error')?.message ?? '', says);
          assert.deepEqual(await fixture.challengers(), []);
        });
      }
    });
  }

  exhaustively('says which version there is when the asked one is missing', async () => {
    const fixture = await open(UNITY_CATALOG);
    await fixture.addChecked();
    const { result, issues } = await fixture.check(9);
    assert.equal(result, 'Failed');
    assert.match(
      issues[0]?.message ?? '',
      new RegExp(`^There is no version 9 of ${MODEL.replaceAll('.', String.raw`\.`)} .*\\(VERSION_NOT_FOUND\\)$`, 's'),
    );
  });
});

/** As if the check had been made while a shorter waiver held. */
async function endWaivers(folder: string): Promise<void> {
  const { evidence } = readEvidence(evidenceFiles(folder), sha256Hex);
  const [{ file, contract } = missing()] = ofKind(evidence, 'compliance');
  const { kind: _, version: __, sha256: ___, ...body } = contract;
  const checks = body.checks.map(({ waiver, ...check }) => ({
    ...check,
    ...(waiver === undefined ? {} : { waiver: { ...waiver, until: '2026-01-31' } }),
  }));
  await writeFile(join(folder, file), contractText(sealed('compliance', { ...body, checks }, sha256Hex)));
}

function missing(): never {
  throw new Error('There is no compliance in the folder.');
}
