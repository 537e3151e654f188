import assert from 'node:assert/strict';
import { useCheckout } from '../kit/checkout';
import { mlopsIn, type CommandOutput } from '../kit/command-line';
import { STAGING } from '../kit/tasks/pipeline';

const MAIN = `
stages:
- stage: Train
  jobs: [{ job: train, steps: [{ checkout: none }, { bash: echo trained }] }]
- stage: QA
  displayName: Sign-off by QA
  jobs:
  - deployment: sign
    environment: qa
    strategy: { runOnce: { deploy: { steps: [{ bash: echo signed }] } } }
`;

const RELEASE = `
steps:
- checkout: none
- task: DatabricksPreflight@1
  name: signOff
  inputs: { signOffPipeline: main, signOffStage: QA }
- bash: echo released after $(signOff.signOffRun)
`;

// Two pipelines of one repository, run one after the other as on the service; nothing stands in for the sign-off.
describe('a release that needs the sign-off of its commit', () => {
  const { folder, write, git } = useCheckout();
  const commit = (text: string): void => {
    write('train.py', text);
    git('add', '.');
    git('commit', '-q', '-m', text);
  };
  const runs = (...words: string[]): CommandOutput =>
    mlopsIn(folder(), 'run', ...words, '--tasks', STAGING, '--no-live');

  beforeEach(() => {
    write('main.yml', MAIN);
    write('release.yml', RELEASE);
    commit('print(1)\n');
  });

  it('goes on only after the main run of the same commit was approved', () => {
    const early = runs('release.yml');
    assert.equal(early.exitCode, 1);
    assert.match(early.stdout, /has no pipeline 'main', or hides it from this job/);

    assert.equal(runs('main.yml').exitCode, 1, 'nobody approves');
    const rejected = runs('release.yml');
    assert.equal(rejected.exitCode, 1);
    assert.match(rejected.stdout, /its approval was rejected: http/);

    assert.equal(runs('main.yml', '--approve', 'QA').exitCode, 0);
    const released = runs('release.yml');
    assert.equal(released.exitCode, 0, released.stdout);

    commit('print(2)\n');
    const other = runs('release.yml');
    assert.equal(other.exitCode, 1);
    assert.match(other.stdout, /pipeline 'main' has no run for this commit/);
  });

  it('goes on after a rejected main run is approved in a second attempt', () => {
    runs('main.yml');
    assert.equal(runs('--rerun-failed', '--approve', 'QA').exitCode, 0);
    const released = runs('release.yml');
    assert.equal(released.exitCode, 0, released.stdout);
  });
});
