import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Contract } from '../../lib/contracts/contract';
import { evidencePath } from '../../lib/contracts/evidence-place';
import { contractText } from '../../lib/contracts/write';
import { root } from '../../scripts/repository';
import { fullChain } from '../unit/contracts/full-chain';

function mlops(...words: readonly string[]): { readonly exitCode: number | null; readonly lines: readonly string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'cli/start.ts', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { exitCode: status, lines: `${stdout}${stderr}`.trimEnd().split('\n') };
}

describe('mlops verify', () => {
  let folder = '';
  const chain = fullChain();
  const contracts: readonly Contract[] = Object.values<Contract>({ ...chain });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    for (const contract of contracts) {
      write(evidencePath(contract), contractText(contract));
    }
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  function edit(contract: Contract, [from, to]: readonly [from: string, to: string]): void {
    const path = join(folder, evidencePath(contract));
    const before = readFileSync(path, 'utf8');
    assert.ok(before.includes(from), `${from} is not there`);
    writeFileSync(path, before.replace(from, to));
  }

  it('lists the evidence of each version and ends with 0 when it holds', () => {
    write('report.json', '{"not": "evidence"}');
    const { exitCode, lines } = mlops('verify', folder);
    assert.deepEqual(
      lines.map((line) => line.replace(/ +\[.*\]$/, '')),
      [
        'prod.ml.churn version 14 at metastore-1: unbroken',
        '  deployment  1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa in /Shared/churn/31',
        '  candidate   6f1e of 1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa, trained by a pull request',
        '  compliance  PASSED_WITH_WARNINGS, 2 checks',
        '  comparison  SUPERIOR: pr_auc 0.81 against 0.79',
        '  receipt     promote alias:champion: 11 to 14, 14 is better than 11 — quarterly release',
        '',
        'The evidence holds (1 model version).',
      ],
    );
    assert.equal(exitCode, 0);
  });

  it('explains what does not hold, with the next step, and ends with 1', () => {
    edit(chain.compliance, ['PASSED_WITH_WARNINGS', 'FAILED']);
    const { exitCode, lines } = mlops('verify', folder);
    assert.deepEqual(lines.slice(-4), [
      `  ${evidencePath(chain.compliance)} was changed after it was written: its content does not match its own SHA-256.`,
      "  Fix: Re-run the step that wrote this compliance (stage 'Prod'); evidence is never edited by hand. (EVIDENCE_BROKEN)",
      '',
      'The evidence does not hold.',
    ]);
    assert.equal(exitCode, 1);
  });

  it('obeys no control characters from a file', () => {
    write('receipt-x.json', '{"kind":"candidate","version":2,"writtenBy":"\\u001b[2J"}');
    const { exitCode, lines } = mlops('verify', folder);
    assert.ok(lines.some((line) => line.includes('a newer version of the extension ( [2J)')));
    assert.equal(exitCode, 1);
  });

  it('ends with 1 where there is no evidence', () => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    const { exitCode, lines } = mlops('verify', folder);
    assert.match(lines.join('\n'), /There is no evidence here\.\n\s+Fix: /);
    assert.equal(exitCode, 1);
  });

  const MISUSES: readonly (readonly [words: readonly string[], message: RegExp])[] = [
    [[], /^No verb is given\.\nFix: Use one of: config, validate, verify\./],
    [['check'], /^There is no verb 'check'\.\nFix: /],
    [['verify'], /^'verify' takes one folder, and got none\.\nFix: mlops verify <folder>/],
    [['verify', 'a', 'b'], /^'verify' takes one folder, and got 2\.\nFix: /],
    [['verify', '--fast', 'a'], /--fast[^]*\nFix: mlops verify <folder>/],
    [['verify', 'no/such/folder'], /^'no\/such\/folder' is no folder\.\nFix: /],
    [['verify', 'package.json'], /^'package\.json' is no folder\./],
  ];
  for (const [words, message] of MISUSES) {
    it(`ends with 2 for 'mlops ${words.join(' ')}'`, () => {
      const { exitCode, lines } = mlops(...words);
      assert.match(lines.join('\n'), message);
      assert.equal(exitCode, 2);
    });
  }
});
