import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunRepository } from '../../../../local/pipelines/run/step-runner';
import { localSteps } from '../../../../local/pipelines/steps/runner';
import { GitOrigin } from '../../../kit/git-origin';
import { logOf, plannedIn, StepsFixture } from '../../../kit/steps/steps-fixture';

describe('checkout', () => {
  let fixture: StepsFixture;
  let other: GitOrigin;
  const others = new GitOrigin();
  before(() => others.commit('main', { 'template.yml': 'steps: []\n' }));
  after(() => others.remove());
  beforeEach(() => {
    fixture = new StepsFixture();
    other = new GitOrigin(others);
  });
  afterEach(() => {
    fixture.dispose();
    other.remove();
  });

  function self(given: Partial<RunRepository> = {}): RunRepository {
    const { folder } = fixture.repository;
    const commit = fixture.repository.git('rev-parse', 'main');
    return { folder, commit, ref: 'refs/heads/main', withChanges: false, ...given };
  }

  const sourcesOf = (folder: string): string => join(folder, 'work', '1', 's');

  it('brings the committed files, and leaves out what is changed, new or deleted', async () => {
    writeFileSync(join(fixture.repository.folder, 'train.py'), 'changed\n');
    writeFileSync(join(fixture.repository.folder, 'new.py'), 'new\n');
    const { outcomes, folder } = await fixture.run('- checkout: self');
    assert.equal(outcomes[0]?.result, 'Succeeded', outcomes[0]?.log.tail.join('\n'));
    assert.deepEqual(readdirSync(sourcesOf(folder)).toSorted(), ['.git', '.gitignore', 'train.py']);
    assert.equal(readFileSync(join(sourcesOf(folder), 'train.py'), 'utf8'), 'print(1)\n');
    assert.deepEqual(outcomes[0]?.assumptions, []);
  });

  it('gives the variables of the repository to the only one that a job checks out, as an agent does', async () => {
    const echo = '- script: echo name=$(Build.Repository.Name) id=$(Build.Repository.ID)';
    const repositories = new Map([
      ['self', self()],
      ['other', self({ folder: other.folder, commit: other.git('rev-parse', 'main') })],
    ]);
    const run = async (yaml: string): Promise<string> => {
      const { outcomes } = await fixture.run(`${yaml}\n${echo}`, { workspace: { repositories } });
      return logOf(outcomes.at(-1)).find((line) => line.startsWith('name=')) ?? '';
    };
    const own = await run('- checkout: self');
    const alone = await run('- checkout: other');
    assert.match(alone, new RegExp(`^name=${basename(other.folder)} id=[0-9a-f-]{36}$`));
    assert.notEqual(alone.split(' ')[1], own.split(' ')[1]);
    assert.equal(await run('- checkout: self\n- checkout: other'), own);
    assert.equal(await run('- checkout: none'), own);
  });

  it('brings an older commit, with a history that scripts can read', async () => {
    const commit = fixture.repository.git('rev-parse', 'main');
    fixture.repository.commit('main', { 'later.py': '' });
    const { outcomes, folder } = await fixture.run(
      `
- checkout: self
- script: git log --format='%H %s' && git status --porcelain
`,
      { workspace: { repositories: new Map([['self', self({ commit })]]) } },
    );
    assert.ok(!existsSync(join(sourcesOf(folder), 'later.py')));
    assert.ok(logOf(outcomes[1]).includes(`${commit} change`));
  });

  it('takes uncommitted files only when asked to, loudly, and the same ones for every job of the run', async () => {
    const { folder: theirs } = fixture.repository;
    writeFileSync(join(theirs, 'train.py'), 'changed\n');
    writeFileSync(join(theirs, 'new.py'), 'new\n');
    writeFileSync(join(theirs, 'ignored.txt'), 'ignored\n');
    const before = fixture.repository.git('status', '--porcelain');
    const objects = fixture.repository.git('count-objects');
    const workspace = { repositories: new Map([['self', self({ withChanges: true })]]) };
    const yaml = '- checkout: self\n- script: git status --porcelain';

    const first = await fixture.run(yaml, { workspace });
    writeFileSync(join(theirs, 'train.py'), 'changed again\n');
    const second = await fixture.run(yaml, { workspace });

    for (const { outcomes, folder } of [first, second]) {
      assert.deepEqual(readdirSync(sourcesOf(folder)).toSorted(), ['.git', '.gitignore', 'new.py', 'train.py']);
      assert.equal(readFileSync(join(sourcesOf(folder), 'train.py'), 'utf8'), 'changed\n');
      assert.match(outcomes[0]?.issues[0]?.message ?? '', /not committed were taken too/);
      assert.deepEqual(outcomes[0]?.assumptions, [`'${theirs}' was taken with its uncommitted changes`]);
      const log = logOf(outcomes[1]);
      assert.ok(log.includes(' M train.py') && log.includes('?? new.py'), log.join('\n'));
    }
    assert.equal(fixture.repository.git('status', '--porcelain'), before);
    assert.equal(fixture.repository.git('count-objects'), objects);
  });

  it('cannot be used to change the repository of the person', async () => {
    const before = fixture.repository.git('for-each-ref');
    const { outcomes } = await fixture.run(`
- checkout: self
- script: |
    git -c user.name=a -c user.email=a@example.com commit --quiet --allow-empty --message evil
    git push origin HEAD:refs/heads/evil
`);
    assert.equal(outcomes[1]?.result, 'Failed');
    assert.match(logOf(outcomes[1]).join('\n'), /local-run/);
    assert.equal(fixture.repository.git('for-each-ref'), before);
  });

  it('runs no hook and no filter of the person', async () => {
    fixture.repository.commit('main', { '.gitattributes': '*.py filter=touch\n' });
    const hook = join(fixture.repository.folder, '.git', 'hooks', 'post-checkout');
    writeFileSync(hook, `#!/bin/sh\ntouch '${join(fixture.folder, 'hook-ran')}'\n`, { mode: 0o755 });
    fixture.repository.git('config', 'filter.touch.smudge', `touch '${join(fixture.folder, 'filter-ran')}'; cat`);
    const { outcomes } = await fixture.run('- checkout: self');
    assert.equal(outcomes[0]?.result, 'Succeeded');
    assert.deepEqual(
      ['hook-ran', 'filter-ran'].filter((name) => existsSync(join(fixture.folder, name))),
      [],
    );
  });

  it('puts several repositories side by side, and one alone into the folder of the sources', async () => {
    const repositories = new Map([
      ['self', self()],
      [
        'templates',
        { folder: other.folder, commit: other.git('rev-parse', 'main'), ref: undefined, withChanges: false },
      ],
    ]);
    const both = await fixture.run(
      `
- checkout: self
- checkout: templates
- script: echo "$(Build.SourcesDirectory)"
`,
      { workspace: { repositories } },
    );
    const sources = sourcesOf(both.folder);
    assert.deepEqual(
      readdirSync(sources).toSorted(),
      [basename(fixture.repository.folder), basename(other.folder)].toSorted(),
    );
    assert.ok(logOf(both.outcomes[2]).includes(sources));

    const alone = await fixture.run('- checkout: templates\n- checkout: none', { workspace: { repositories } });
    assert.ok(existsSync(join(sourcesOf(alone.folder), 'template.yml')));
  });

  it('follows a path, moves the variables of the folder with it, and stays inside of the job', async () => {
    const { outcomes, folder } = await fixture.run(`
- checkout: self
  path: s/code
  fetchDepth: 1
- script: pwd; echo "sources $(Build.SourcesDirectory)"
`);
    const code = join(sourcesOf(folder), 'code');
    assert.ok(existsSync(join(code, 'train.py')));
    assert.ok(logOf(outcomes[0]).includes('Without effect in a local run: fetchDepth'));
    assert.ok(logOf(outcomes[1]).includes(code) && logOf(outcomes[1]).includes(`sources ${code}`));

    const outside = await fixture.run('- checkout: self\n  path: ../../escaped');
    assert.equal(outside.outcomes[0]?.result, 'Failed');
    assert.match(outside.outcomes[0]?.issues[0]?.message ?? '', /outside of \$\(Agent.BuildDirectory\)/);
  });

  it('brings nothing for none', async () => {
    const { outcomes, folder } = await fixture.run('- checkout: none');
    assert.equal(outcomes[0]?.result, 'Succeeded');
    assert.deepEqual(readdirSync(sourcesOf(folder)), []);
  });

  it('says what Git says when a commit is missing, and leaves nothing half done', async () => {
    const { outcomes, folder } = await fixture.run('- checkout: self', {
      workspace: { repositories: new Map([['self', self({ commit: '1'.repeat(40) })]]) },
    });
    assert.equal(outcomes[0]?.result, 'Failed');
    assert.match(outcomes[0]?.issues[0]?.message ?? '', /could not be checked out at 1+: fatal: /);
    assert.deepEqual(readdirSync(sourcesOf(folder)), []);
  });

  const REFUSED: readonly (readonly [yaml: string, reason: RegExp])[] = [
    ['- checkout: unknown', /^repository 'unknown' has no folder here; give one with --repository unknown=/],
    ['- checkout: self\n  submodules: recursive', /^'submodules' of a checkout is not supported here$/],
    ['- checkout: self\n  lfs: true', /^'lfs' of a checkout is not supported here$/],
    ['- checkout: bare', /has no commit, and only committed files are checked out$/],
    ['- checkout: gone', /^the folder of repository 'gone' does not exist: /],
    ['- task: AzureCLI@2', /^no task 'AzureCLI@2' is on this machine; .*--stub AzureCLI@2='<command>'$/],
    ['- reviewApp: x', /^'reviewApp' steps do not run here$/],
  ];
  for (const [yaml, reason] of REFUSED) {
    it(`is refused before anything runs: ${yaml.replace(/\s+/g, ' ')}`, () => {
      const workspace = fixture.workspace({
        repositories: new Map([
          ['self', self()],
          ['bare', self({ commit: undefined })],
          ['gone', self({ folder: join(fixture.folder, 'gone') })],
        ]),
      });
      const [planned] = plannedIn(yaml);
      assert.ok(planned);
      assert.match(localSteps().refusal(planned, workspace) ?? '', reason);
    });
  }

  it('is not refused for keys that are off', () => {
    const [planned] = plannedIn('- checkout: self\n  submodules: false\n  lfs: false');
    assert.ok(planned);
    assert.equal(localSteps().refusal(planned, fixture.workspace()), undefined);
  });
});
