import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processesIn, startDemo, type Demo } from './kit/demo/demo-process';
import { placesOf, runFolders, runTold } from './kit/demo/left-behind';
import { recordInReadme, shownInReadme, summedUp } from './kit/demo/readme-excerpt';
import { DIALECTS } from './kit/registry/registries';
import { useTemporaryFolders } from './kit/temporary-folders';

const MLOPS = join(__dirname, '../dist/cli/mlops.js');

const PROMOTED = 'release: Prod green, Promote green, CloseOut Skipped, Score green';
const RUNS = [
  PROMOTED,
  'pull-request: Dev Failed, UAT Skipped',
  'pull-request: Dev green, UAT green',
  PROMOTED,
  'release: Prod green, Promote Skipped, Score Skipped, CloseOut green',
  'release: Prod green, Promote Failed, Score Skipped, CloseOut green',
  'rollback: Rollback green',
  PROMOTED,
];

const WHOLE = { runs: RUNS, champions: [4], rolledBack: [2], closedOut: [true, false] };

const REGISTRIES = [
  { word: 'unity-catalog', kind: 'unityCatalog', model: 'prod.ml.churn', ...WHOLE },
  { word: 'stages', kind: 'workspace', model: 'churn_prod', ...WHOLE },
  {
    word: 'mlflow',
    kind: 'mlflow',
    model: 'churn_prod',
    runs: ['release: Prod Failed, Promote Skipped, Score Skipped, CloseOut green', ...RUNS.slice(1, 3)],
    champions: [],
    rolledBack: [],
    closedOut: [false, false],
  },
] as const;

/** Gives the demo a training that fails. */
const BREAK_TRAINING = `
  const fs = require('node:fs');
  const write = fs.writeFileSync;
  fs.writeFileSync = (path, text, ...rest) =>
    write(path, String(path).endsWith('model_train.py') ? text + '\\nraise ValueError("broken")' : text, ...rest);
`;

describe('the demo', function () {
  // The first run of all makes the Python environment, and a busy machine takes its time.
  this.timeout(900_000);
  const newFolder = useTemporaryFolders();
  let temporary: string;
  let project: string;

  beforeEach(() => {
    const folder = newFolder();
    temporary = join(folder, 'tmp');
    project = join(folder, 'churn-model');
    mkdirSync(temporary);
  });

  for (const { word, kind, model, runs, ...places } of REGISTRIES) {
    it(`goes from day 0 to a rollback as far as the registry allows, with ${word}`, async () => {
      const under = DIALECTS.find((each) => each.kind === kind);
      assert.ok(under !== undefined);
      const started = demo('--registry', word, '--stay');
      await started.printed(/until Ctrl-C/);
      assert.deepEqual(runFolders(project).map(runTold), runs);
      const { closedOut, ...held } = await placesOf(project, under, model);
      const told = { ...held, closedOut: [3, 4].map((version) => closedOut.includes(version)) };
      assert.deepEqual(told, places);
      assert.doesNotMatch(readFileSync(join(project, 'databricks-ml/mlops.yml'), 'utf8'), /requireVerdict/);
      execFileSync(process.execPath, [MLOPS, 'verify', join(project, '.mlops/runs')], { stdio: 'pipe' });

      started.interrupt();
      const { exitCode, stdout, stderr } = await started.ended;
      assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
      assert.ok(!stdout.includes('\u001b'), 'a pipe gets no colors');
      assertNothingLeft();
      assert.ok(existsSync(join(project, '.mlops/runs')), 'the project stays');
      if (word === 'unity-catalog') {
        assertShownInReadme(stdout);
      }
    });
  }

  it('ends everything that it started when it is interrupted', async () => {
    const started = demo();
    await started.printed(/Deploy the code of this commit/);
    started.interrupt();
    const { exitCode, stdout } = await started.ended;
    assert.equal(exitCode, 130);
    assert.match(stdout, /Stopped\. Everything that was started has ended\.\n$/);
    assertNothingLeft();
  });

  it('fails in two lines if the story ends differently', async () => {
    const preloaded = join(newFolder(), 'break-training.cjs');
    writeFileSync(preloaded, BREAK_TRAINING);
    const { exitCode, stderr } = await demoIn({ NODE_OPTIONS: `--require=${preloaded}` }).ended;
    assert.equal(exitCode, 1);
    assert.match(stderr, /^The demo did not end as expected: the result of the run is 'Failed', .+\nFix: .+\n$/);
    assertNothingLeft();
  });

  it('says in two lines that Python is missing', async () => {
    const { exitCode, stderr } = await demoIn({ PATH: '' }).ended;
    assert.equal(exitCode, 1);
    assert.match(stderr, /'python3' could not be started.*\nFix: Install Python 3\.11.*\n$/);
    assertNothingLeft();
  });

  const MISUSES: readonly (readonly [words: readonly string[], told: RegExp])[] = [
    [['--registry', 'glue'], /^--registry is 'glue'; it is one of unity-catalog, stages, mlflow\.\nFix: Write npm run/],
    [['--stays'], /^Unknown option '--stays'\.\nFix: Write npm run/],
  ];
  for (const [words, told] of MISUSES) {
    it(`says in two lines what it takes instead of ${words.join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await demo(...words).ended;
      assert.deepEqual([exitCode, stdout], [1, '']);
      assert.match(stderr, told);
    });
  }

  function demo(...words: readonly string[]): Demo {
    return demoIn({}, words);
  }

  function demoIn(environment: NodeJS.ProcessEnv, words: readonly string[] = []): Demo {
    return startDemo(['--folder', project, ...words], { TMPDIR: temporary, ...environment });
  }

  function assertNothingLeft(): void {
    assert.deepEqual(
      readdirSync(temporary).filter((name) => name.startsWith('mlops-demo-')),
      [],
    );
    assert.deepEqual(processesIn(temporary), []);
  }
});

/** RECORD=1 writes it; read it before you commit it. */
function assertShownInReadme(stdout: string): void {
  const excerpt = summedUp(stdout);
  assert.match(excerpt, /^1 {2}/);
  if (process.env['RECORD'] === '1') {
    recordInReadme(excerpt);
  }
  assert.equal(shownInReadme(), excerpt);
}
