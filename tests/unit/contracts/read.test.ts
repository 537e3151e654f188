import assert from 'node:assert/strict';
import { breakText } from '../../../lib/contracts/break';
import type { Contract } from '../../../lib/contracts/contract';
import { readContract, type Reading } from '../../../lib/contracts/read';
import { sealOf } from '../../../lib/contracts/seal';
import { contractText } from '../../../lib/contracts/write';
import { sha256Hex } from '../../../lib/core/node/hash';
import { fullChain } from '../../kit/full-chain';

const chain = fullChain();

function read(text: string): Reading {
  return readContract({ name: 'x.json', text }, sha256Hex);
}

function faultOf(text: string): { readonly kind: string; readonly what: string } {
  const reading = read(text);
  assert.ok('fault' in reading, 'it was read');
  return { kind: reading.fault.kind, what: breakText(reading.fault).what };
}

/** The contract with other members, sealed as if it had been written so. */
function resealed(contract: Contract, changes: object): string {
  const changed = { ...contract, ...changes };
  return JSON.stringify({ ...changed, sha256: sealOf(changed, sha256Hex) });
}

describe('reading a contract', () => {
  for (const contract of Object.values<Contract>({ ...chain })) {
    it(`returns the ${contract.kind} that was written, in any layout`, () => {
      assert.deepEqual(read(contractText(contract)), { kind: 'intact', contract });
      const backwards = Object.fromEntries(Object.entries(contract).toReversed());
      assert.deepEqual(read(JSON.stringify(backwards)), { kind: 'intact', contract });
    });
  }

  it('accepts members of a later minor version, and counts them in the hash', () => {
    const later = { ...chain.compliance, score: { a: 1 } };
    const text = resealed(chain.compliance, { score: { a: 1 } });
    const reading = read(text);
    assert.equal(reading.kind, 'intact');
    assert.equal(read(text.replace('"a":1', '"a":2')).kind, 'altered');
    assert.notEqual(sealOf(later, sha256Hex), chain.compliance.sha256);
  });

  it('says that a newer major version needs an update, and nothing about its members', () => {
    const { kind, what } = faultOf('{"kind":"promotion","version":2,"writtenBy":"3.1.0"}');
    assert.equal(kind, 'newer');
    assert.equal(
      what,
      'x.json was written by a newer version of the extension (3.1.0): its contract has version 2, but this extension reads version 1.',
    );
  });

  it('never lets text of the file add a line', () => {
    const { what } = faultOf('{"kind":"receipt","version":2,"writtenBy":"1)\\n##[error]The evidence holds.\\u001b"}');
    assert.equal(
      what,
      String.raw`x.json was written by a newer version of the extension (1)\n# #[error]The evidence holds.\u001b): its contract has version 2, but this extension reads version 1.`,
    );
  });

  it('names everything that is wrong at once, with its place', () => {
    const { run, ...rest } = chain.comparison;
    const broken = {
      ...rest,
      verdict: 'BETTER',
      isBetter: 'yes',
      model: { ...rest.model, version: '014' },
      seen: 'all',
    };
    assert.deepEqual(faultOf(JSON.stringify(broken)).what.split('\n'), [
      'x.json cannot be read as a contract:',
      '  /run is missing',
      '  /model/version is not a version number such as "14"',
      '  /verdict is "BETTER", not one of "FIRST_MODEL", "SUPERIOR", "NON_INFERIOR", "INCONCLUSIVE", "INFERIOR", "ERROR"',
      '  /isBetter is "yes", not true or false',
      '  /seen is "all", not a map',
    ]);
    assert.ok(run);
  });

  const UNREADABLE: readonly (readonly [name: string, text: string, what: RegExp])[] = [
    ['nothing', '', /is not JSON/],
    ['half a file', contractText(chain.candidate).slice(0, 300), /is not JSON/],
    ['a key twice', '{"kind":"candidate","kind":"receipt"}', /is not JSON: Duplicate key 'kind'/],
    ['a web page', '<html>', /is not JSON/],
    ['brackets without end', '['.repeat(200_000), /is not JSON/],
    ['a list', '[]', /the file is not a JSON object/],
    ['another kind', '{"kind":"decision","version":1}', /\/kind is not one of deployment, candidate/],
    ['no kind', '{}', /\/kind is not one of/],
    ['an inherited name as kind', '{"kind":"constructor","version":1}', /\/kind is not one of/],
    ['version 0', resealed(chain.candidate, { version: 0 }), /\/version is 0, not 1/],
    ['a version in quotes', resealed(chain.candidate, { version: '1' }), /\/version is "1", not 1/],
    ['no version', resealed(chain.candidate, { version: undefined }), /\/version is missing/],
    [
      'a number too large to keep',
      contractText(chain.candidate).replace('"jobRunId": "812"', '"jobRunId": 9007199254740993'),
      /\/jobRunId is 9007199254740993, too large/,
    ],
    [
      'half of a surrogate pair',
      contractText(chain.candidate).replace('"812"', String.raw`"\ud800"`),
      /\/jobRunId contains half of a surrogate pair/,
    ],
    ['an empty text', resealed(chain.candidate, { jobRunId: '' }), /\/jobRunId is empty/],
    [
      'a time without a zone',
      resealed(chain.candidate, { writtenAt: '2027-01-31T09:00:00' }),
      /\/writtenAt is not a UTC time/,
    ],
  ];
  for (const [name, text, what] of UNREADABLE) {
    it(`refuses ${name}`, () => {
      const fault = faultOf(text);
      assert.equal(fault.kind, 'unreadable');
      assert.match(fault.what, what);
    });
  }

  const { compliance, comparison, receipt, candidate, deployment } = chain;
  const failed = [{ check: 'tags', outcome: 'failed', message: 'None.' }];
  const waived = [
    {
      check: 'tags',
      outcome: 'waived',
      message: 'None.',
      waiver: { reason: 'r', owner: 'o', approvedBy: 'a', until: '2027-01-31' },
    },
  ];
  const CONTRADICTIONS: readonly {
    readonly name: string;
    readonly contract: Contract;
    readonly changes: object;
    readonly what: RegExp;
  }[] = [
    {
      name: 'a pass with a failed check',
      contract: compliance,
      changes: { verdict: 'PASSED', checks: failed },
      what: /\/verdict contradicts/,
    },
    {
      name: 'warnings with a failed check',
      contract: compliance,
      changes: { checks: failed },
      what: /\/verdict contradicts/,
    },
    {
      name: 'a pass with a waived check',
      contract: compliance,
      changes: { verdict: 'PASSED', checks: waived },
      what: /\/verdict contradicts/,
    },
    {
      name: 'a waived check without its waiver',
      contract: compliance,
      changes: { checks: [{ ...waived[0], waiver: undefined }] },
      what: /has a waived check/,
    },
    {
      name: 'a pass without any check',
      contract: compliance,
      changes: { verdict: 'PASSED', checks: [] },
      what: /\/verdict contradicts/,
    },
    {
      name: 'a pass that hides a warning',
      contract: compliance,
      changes: { verdict: 'PASSED' },
      what: /\/verdict contradicts/,
    },
    {
      name: 'an inferior model that is better',
      contract: comparison,
      changes: { verdict: 'INFERIOR' },
      what: /\/isBetter is true/,
    },
    {
      name: 'an error that is better',
      contract: comparison,
      changes: { verdict: 'ERROR' },
      what: /\/isBetter is true/,
    },
    {
      name: 'a first model beside a champion',
      contract: comparison,
      changes: { verdict: 'FIRST_MODEL' },
      what: /\/verdict contradicts 'seen\.champion'/,
    },
    {
      name: 'a victory over nobody',
      contract: comparison,
      changes: { seen: { ...comparison.seen, champion: undefined } },
      what: /\/verdict contradicts 'seen\.champion'/,
    },
    {
      name: 'a verdict without rows',
      contract: comparison,
      changes: { seen: { ...comparison.seen, dataDigest: undefined } },
      what: /\/seen lacks 'dataDigest'/,
    },
    {
      name: 'a promotion that nothing and nobody allowed',
      contract: receipt,
      changes: { evidence: {} },
      what: /\/evidence has neither 'compliance'/,
    },
    {
      name: 'a rollback without a reason',
      contract: receipt,
      changes: { action: 'rollback', reason: undefined },
      what: /\/reason is missing/,
    },
    {
      name: 'a promotion to nowhere',
      contract: receipt,
      changes: { toVersion: undefined },
      what: /\/toVersion is missing/,
    },
    {
      name: 'a pull request that denies itself',
      contract: candidate,
      changes: { trainedByPullRequest: false },
      what: /\/trainedByPullRequest is false/,
    },
    {
      name: 'files without their hash',
      contract: deployment,
      changes: { contentSha256: undefined },
      what: /\/contentSha256 is missing/,
    },
    {
      name: 'fewer files than were counted',
      contract: deployment,
      changes: { fileCount: 2 },
      what: /\/files does not list as many/,
    },
  ];
  for (const { name, contract, changes, what } of CONTRADICTIONS) {
    it(`refuses ${name}`, () => assert.match(faultOf(resealed(contract, changes)).what, what));
  }

  const ALLOWED: readonly (readonly [name: string, contract: Contract, changes: object])[] = [
    ['a rollback without evidence', receipt, { action: 'rollback', evidence: {} }],
    ['a kept champion', receipt, { action: 'keep', toVersion: '11' }],
    ['an equal model that the policy takes', comparison, { verdict: 'NON_INFERIOR' }],
    ['a first model', comparison, { verdict: 'FIRST_MODEL', seen: { ...comparison.seen, champion: undefined } }],
    [
      'a comparison that could not be made',
      comparison,
      { verdict: 'ERROR', isBetter: false, seen: { policySha256: comparison.seen.policySha256 } },
    ],
    ['a deployment that is under way', deployment, { state: 'inProgress', files: [], fileCount: 3 }],
    ['a Git folder', deployment, { mode: 'gitFolder', files: undefined, contentSha256: undefined, fileCount: 0 }],
  ];
  for (const [name, contract, changes] of ALLOWED) {
    it(`takes ${name}`, () => assert.equal(read(resealed(contract, changes)).kind, 'intact'));
  }
});
