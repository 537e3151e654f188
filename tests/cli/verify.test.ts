import assert from 'node:assert/strict';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Contract } from '../../lib/contracts/contract';
import { evidencePath } from '../../lib/contracts/evidence-place';
import { contractText } from '../../lib/contracts/write';
import { mlops as command } from '../kit/command-line';
import { earlierReceipt, fullChain, seal } from '../kit/full-chain';

/** What would act in a pipeline's log, or look like a line of the command itself. */
const HOSTILE =
  'x##vso[task.setvariable variable=a]b\n##[error]c\nThe evidence holds (9 model versions).\u001b[2J\u202e';
const TOO_LARGE = 16 * 1024 * 1024 + 1;
const OBEYED = /##vso\[|##\[|[^\P{Cc}\n]|\p{Bidi_Control}/iu;

describe('mlops verify', () => {
  let folder = '';
  const chain = fullChain();
  const first = earlierReceipt();
  const contracts: readonly Contract[] = [first, ...Object.values<Contract>({ ...chain })];

  function mlops(...words: string[]): { readonly exitCode: number | null; readonly lines: readonly string[] } {
    const { exitCode, stdout, stderr } = command(...words);
    assert.equal(stderr, '');
    return { exitCode, lines: stdout.trimEnd().split('\n') };
  }

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
        'prod.ml.churn version 11 at metastore-1: unbroken',
        '  receipt     promote alias:champion: none to 11, 11 is the first',
        '',
        'prod.ml.churn version 14 at metastore-1: unbroken',
        '  deployment  1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa in /Shared/churn/31',
        '  candidate   6f1e of 1f3c2a9d0b117e6c55aa1f3c2a9d0b117e6c55aa, trained by a pull request',
        '  compliance  PASSED_WITH_WARNINGS, 2 checks',
        '  comparison  SUPERIOR: pr_auc 0.81 against 0.79',
        '  receipt     promote alias:champion: 11 to 14, 14 is better than 11 — quarterly release',
        '  proof       PROVED: Scored 3 rows, 100% by version 14',
        '',
        'The evidence holds (2 model versions).',
      ],
    );
    assert.equal(exitCode, 0);
  });

  it('explains what does not hold, with the next step, and ends with 1', () => {
    edit(chain.compliance, ['PASSED_WITH_WARNINGS', 'FAILED']);
    const { exitCode, lines } = mlops('verify', folder);
    assert.deepEqual(lines.slice(-4), [
      `  ${evidencePath(chain.compliance)} was changed after it was written: its content does not match its own SHA-256.`,
      "  Fix: Re-run the step that wrote this compliance (stage 'Prod'); never edit evidence by hand. (EVIDENCE_BROKEN)",
      '',
      'The evidence does not hold.',
    ]);
    assert.equal(exitCode, 1);
  });

  it('reads a renamed file by its content, and reports a file that is cut short by its name', () => {
    renameSync(join(folder, evidencePath(first)), join(folder, 'Kopie (2).json'));
    const renamed = mlops('verify', folder);
    assert.equal(renamed.exitCode, 0, renamed.lines.join('\n'));
    assert.ok(renamed.lines.some((line) => line.endsWith('[Kopie (2).json]')));
    truncateSync(join(folder, evidencePath(chain.receipt)), 40);
    const cut = mlops('verify', folder);
    assert.match(cut.lines.join('\n'), /cannot be read as a contract:\n {4}the file is not JSON/);
    assert.equal(cut.exitCode, 1);
  });

  it('ignores JSON of others of any size, and refuses too large or too many evidence files', () => {
    const large = join(folder, 'report.json');
    writeFileSync(large, contractText(first));
    truncateSync(large, TOO_LARGE);
    assert.equal(mlops('verify', folder).exitCode, 0);
    renameSync(large, join(folder, 'receipt-large.json'));
    const refused = command('verify', folder);
    assert.match(
      refused.stderr,
      /^The evidence in \S+ cannot be read: receipt-large\.json has 16777217 bytes.*\nFix: .*\(EVIDENCE_UNREADABLE\)\n$/,
    );
    assert.equal(refused.exitCode, 1);
    rmSync(join(folder, 'receipt-large.json'));
    writeFileSync(join(folder, '0.json'), '{}');
    for (let number = 1; number <= 10_000; number += 1) {
      linkSync(join(folder, '0.json'), join(folder, `${number}.json`));
    }
    assert.match(
      command('verify', folder).stderr,
      /contains 100\d\d JSON files, more than the 10000 that are read at most\.\nFix: /,
    );
  });

  it('calls a folder incomplete that lacks a receipt of an earlier run, and says what to add to it', () => {
    rmSync(join(folder, evidencePath(first)));
    const { exitCode, lines } = mlops('verify', folder);
    const said = lines.join('\n');
    assert.match(said, /version 14 at metastore-1: incomplete/);
    const file = evidencePath(chain.receipt).replaceAll('.', String.raw`\.`);
    const hash = first.sha256.slice(0, 12);
    assert.match(
      said,
      new RegExp(
        `${file} follows the receipt ${hash} of alias:champion, which the run before it wrote, and which is not here\\.\n {2}Fix: Put the artifacts of the earlier runs that moved alias:champion, back to the first one, into this folder too; `,
      ),
    );
    assert.match(
      lines.at(-1) ?? '',
      /^The evidence is incomplete: what is here fits together, but receipts of earlier/,
    );
    const json = command('verify', '--json', folder);
    assert.deepEqual([json.exitCode, (JSON.parse(json.stdout) as Told).result], [1, 'broken']);
    assert.equal(exitCode, 1);
  });

  it('calls a history broken whose first receipt was exchanged', () => {
    rmSync(join(folder, evidencePath(first)));
    write('other.json', contractText(seal('receipt', { ...first, decision: 'another one' })));
    const { exitCode, lines } = mlops('verify', folder);
    assert.match(
      lines.join('\n'),
      /version 14 at metastore-1: broken\n[^]*, which is not here, although older ones are\./,
    );
    assert.deepEqual([exitCode, lines.at(-1)], [1, 'The evidence does not hold.']);
  });

  it('does not believe two receipts that contradict each other', () => {
    const other = seal('receipt', { ...first, fromVersion: '10' });
    write('other.json', contractText(other));
    const { exitCode, lines } = mlops('verify', folder);
    assert.match(
      lines.join('\n'),
      /version 11 at metastore-1: broken\n[^]*claim to be the first receipt of alias:champion/,
    );
    assert.equal(exitCode, 1);
  });

  it('shows text of a file in its own line, without any effect', () => {
    const model = { ...chain.receipt.model, name: HOSTILE };
    const receipt = { ...first, model, target: HOSTILE, reason: HOSTILE, decision: HOSTILE };
    write('hostile.json', contractText(seal('receipt', receipt)));
    write(
      `${HOSTILE.replaceAll('/', '')}/receipt-x.json`,
      JSON.stringify({ kind: HOSTILE, version: 2, writtenBy: HOSTILE }),
    );
    write('receipt-y.json', JSON.stringify({ kind: 'receipt', [HOSTILE]: 1, run: HOSTILE }));
    const { exitCode, lines } = mlops('verify', folder);
    assert.equal(exitCode, 1);
    assert.doesNotMatch(lines.join('\n'), OBEYED);
    assert.equal(lines.filter((line) => line.startsWith('The evidence')).join(), 'The evidence does not hold.');
    assert.ok(lines.some((line) => line.includes(String.raw`x# #vso[task.setvariable variable=a]b\n# #[error]c\nThe`)));

    const json = command('verify', folder, '--json');
    assert.doesNotMatch(json.stdout, OBEYED);
    const { versions } = JSON.parse(json.stdout) as { versions: { model: string }[] };
    assert.ok(versions.some((version) => version.model === HOSTILE));
  });

  it('tells programs the same as JSON', () => {
    const whole = command('verify', '--json', folder);
    const { result, versions, breaks } = JSON.parse(whole.stdout) as Told;
    assert.deepEqual([whole.exitCode, whole.stderr, result, breaks], [0, '', 'holds', []]);
    assert.deepEqual(
      versions.map(({ model, version, evidence }) => [model, version, ...evidence.map(({ kind }) => kind)]),
      [
        ['prod.ml.churn', '11', 'receipt'],
        ['prod.ml.churn', '14', 'deployment', 'candidate', 'compliance', 'comparison', 'receipt', 'proof'],
      ],
    );
    edit(chain.compliance, ['PASSED_WITH_WARNINGS', 'FAILED']);
    const broken = command('verify', '--json', folder);
    const told = JSON.parse(broken.stdout) as Told;
    assert.deepEqual([broken.exitCode, told.result, told.versions[1]?.result], [1, 'broken', 'broken']);
    assert.deepEqual(
      told.versions[1]?.breaks.map(({ code, file }) => [code, file]),
      [['EVIDENCE_BROKEN', evidencePath(chain.compliance)]],
    );
  });

  it('says that a folder has no evidence, not that the evidence is broken', () => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    write('report.json', '{"kind":"report"}');
    const { exitCode, lines } = mlops('verify', folder);
    assert.deepEqual(lines, [
      'There is no evidence in this folder.',
      'Fix: Name the folder into which you downloaded the artifacts of the pipeline run. (EVIDENCE_MISSING)',
    ]);
    assert.equal(exitCode, 1);
    const json = command('verify', '--json', folder);
    assert.deepEqual([json.exitCode, (JSON.parse(json.stdout) as Told).result], [1, 'absent']);
  });
});

interface Told {
  readonly result: string;
  readonly versions: readonly {
    readonly model: string;
    readonly version: string;
    readonly result: string;
    readonly evidence: readonly { readonly kind: string }[];
    readonly breaks: readonly { readonly code: string; readonly file: string }[];
  }[];
  readonly breaks: readonly unknown[];
}
