import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../local/workspace/execution/alive';
import { useTemporaryFolders } from './kit/temporary-folders';

const ROOT = join(__dirname, '..');

const STORY = [
  '1  The code is deployed',
  '3 uploaded, 0 unchanged',
  '2  The first model goes to production',
  'promotion: { requireVerdict: none }',
  'configFile: mlops.yml',
  'Version 1 of prod.default.churn: registered by run',
  'alias:champion of prod.default.churn: nobody → version 1',
  '3  A second model replaces it',
  'alias:champion of prod.default.churn: version 1 → version 2',
  '4  A third model is refused',
  '- promotion: { requireVerdict: none }',
  'There is no compliance of version 3',
  '(EVIDENCE_MISSING)',
  '5  A model is checked, repaired and staged',
  'Compliance of version 3 of prod.default.churn is FAILED',
  "- pinned_requirements: 'scikit-learn' is not pinned with ==",
  '- smoke_prediction: it loads, but has no input example to answer',
  'Version 4 of prod.default.churn: registered by run',
  'Compliance of version 4 of prod.default.churn passed with warnings',
  'alias:challenger of prod.default.churn: nobody → version 4',
  '6  The second model is rolled back',
  'reason: Scores drift since Monday',
  'alias:champion of prod.default.churn: version 2 → version 1',
  '7  A search is cancelled',
  'Now you cancel the pipeline',
  'it was cancelled on Databricks and has ended',
  'The run ended CANCELED',
  '8  A broken test is named by its line',
  'test_customers_without_visits_are_inactive: ZeroDivisionError: division by zero',
  'leads to tests/test_activity.py:3',
  'The receipts',
  'promote alias:champion: none to 1',
  'rollback alias:champion: 2 to 1',
  'promote alias:champion: 1 to 2',
  'The evidence holds (4 model versions).',
  'What you have seen',
  '/ml/experiments/',
  '/explore/data/models/prod/default/churn/version/1',
];

/** Gives the demo a training notebook that fails. */
const BREAK_TRAINING = `
  const fs = require('node:fs');
  const { join } = require('node:path');
  const copy = fs.cpSync;
  fs.cpSync = (from, to, options) => {
    copy(from, to, options);
    fs.writeFileSync(join(to, 'model_train.py'), '# Databricks notebook source\\nraise ValueError("broken")');
  };
`;

describe('the demo', function () {
  // The first run of all makes the Python environment, and scikit-learn takes its time.
  this.timeout(300_000);
  const newFolder = useTemporaryFolders();
  let temporaryFolder: string;

  beforeEach(() => {
    temporaryFolder = newFolder();
  });

  it('shows models that go to production, are refused and rolled back, and a run that is cancelled', async () => {
    const { exitCode, stdout, stderr } = await ended(startDemo());
    assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
    assert.deepEqual(inOrderOfAppearance(STORY, stdout), STORY);
    assert.ok(!stdout.includes('\u001b'), 'a pipe gets no colors');
    const [, pid] = /in Python process (\d+)/.exec(stdout) ?? [];
    assert.equal(isAlive(Number(pid)), false);
    assertNothingLeft();
  });

  it('ends all its processes when it is interrupted', async () => {
    const demo = startDemo();
    const end = ended(demo);
    await printed(demo, /2 {2}The first model[^]+RUNNING/);
    demo.kill('SIGINT');
    const { exitCode, stdout } = await end;
    assert.equal(exitCode, 130);
    assert.match(stdout, /Stopped\. Everything that was started has ended\.\n$/);
    assertNothingLeft();
  });

  it('fails in two lines if the story ends differently', async () => {
    const preloaded = join(temporaryFolder, 'break-training.cjs');
    writeFileSync(preloaded, BREAK_TRAINING);
    const { exitCode, stderr } = await ended(startDemo({ NODE_OPTIONS: `--require=${preloaded}` }));
    rmSync(preloaded);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^The demo did not end as expected: step 'train' ended Failed, not Succeeded\.\nFix: .+\n$/);
    assertNothingLeft();
  });

  it('says in two lines that Python is missing', async () => {
    const { exitCode, stderr } = await ended(startDemo({ PATH: '' }));
    assert.equal(exitCode, 1);
    assert.match(stderr, /^.*'python3' could not be started.*\nFix: Install Python 3\.11.*\n$/);
    assertNothingLeft();
  });

  function startDemo(environment: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'demo/start.ts')], {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: temporaryFolder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  function assertNothingLeft(): void {
    assert.deepEqual(
      readdirSync(temporaryFolder).filter((name) => name.startsWith('mlops-demo-')),
      [],
    );
    const commandLines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
    assert.deepEqual(
      commandLines.filter((line) => line.includes(temporaryFolder)),
      [],
    );
  }
});

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...said }));
  });
}

/** Resolves once the text that the child has printed matches; rejects when it ends without. */
function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (pattern.test(text)) {
        resolve();
      }
    });
    child.once('close', () => reject(new Error(`The demo ended without ${String(pattern)}:\n${text}`)));
  });
}

/** The phrases that the text has, as it has them one after the other. */
function inOrderOfAppearance(phrases: readonly string[], text: string): readonly string[] {
  const places = phrases.map((phrase) => ({ phrase, at: text.indexOf(phrase) })).filter(({ at }) => at >= 0);
  return places.toSorted((one, other) => one.at - other.at).map(({ phrase }) => phrase);
}
