import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { StepOutcome } from '../../../../local/pipelines/run/step-runner';
import { logOf, StepsFixture, type FinishedJob } from '../../../kit/steps/steps-fixture';

const CONNECTION = {
  id: '4d5a1c1e-0000-4000-8000-00000000c0de',
  name: 'databricks-dev',
  type: 'generic',
  url: 'http://127.0.0.1:1/',
  authorization: { scheme: 'Token', parameters: { apitoken: 'connection-secret' } },
};

// The contract is that of today's public library, and none of our code is in this bundle.
describe('a task of somebody else, bundled with the public task library', () => {
  const fixture = new StepsFixture();
  let job: FinishedJob;
  let outcome: StepOutcome;

  before(async () => {
    const folder = fixture.task(
      {
        name: 'Foreign',
        inputs: [
          { name: 'connection', type: 'connectedService:generic', required: true },
          { name: 'word', type: 'string', aliases: ['wort'] },
          { name: 'flag', type: 'boolean', defaultValue: true },
          { name: 'file', type: 'filePath' },
        ],
        postjobexecution: { Node20_1: { target: 'post.js' } },
      },
      '',
    );
    for (const file of ['main.js', 'post.js']) {
      await build({
        entryPoints: [join(__dirname, '../../../kit/steps/library-task.ts')],
        bundle: true,
        platform: 'node',
        target: 'node20',
        outfile: join(folder, file),
        logLevel: 'error',
      });
    }
    job = await fixture.run(
      `
- task: Foreign@1
  name: foreign
  inputs: { connection: databricks-dev, wort: $(team.name)!, file: a/b.txt }
- script: |
    echo "output $(foreign.words)"
    echo "$PATH"
    echo "secret $(foreign.made)"
`,
      {
        workspace: { taskFolders: [dirname(folder)], connections: [CONNECTION] },
        job: {
          variables: {
            'team.name': { value: 'churn', isSecret: false },
            token: { value: 'variable-secret', isSecret: true },
          },
        },
      },
    );
    const [first] = job.outcomes;
    assert.ok(first);
    outcome = first;
  });
  after(() => fixture.dispose());

  it('gets inputs, connections and variables, and hands outputs on', () => {
    assert.equal(outcome.result, 'SucceededWithIssues', outcome.log.tail.join('\n'));
    assert.deepEqual(outcome.outputs, {
      url: 'http://127.0.0.1:1/',
      words: 'churn!;true;%25]',
      rootedFile: join(job.folder, 'work', '1', 's', 'a', 'b.txt'),
      fromVariable: 'churn',
      knownVariables: '1',
      made: 'made-secret',
    });
    assert.deepEqual(outcome.secretOutputs, ['made']);
    assert.ok(logOf(job.outcomes[1]).includes('output churn!;true;%25]'));
  });

  it('cannot show a secret of its connection, its own or a variable, nor hand one to its children', () => {
    const log = logOf(outcome);
    assert.ok(log.includes('secrets: *** *** ***'), log.join('\n'));
    assert.ok(log.includes('child []'));
    assert.ok(logOf(job.outcomes[1]).includes('secret ***'));
  });

  it('reports issues, a summary and a path for later steps', () => {
    assert.deepEqual(
      outcome.issues.map(({ type, message }) => [type, message]),
      [
        ['warning', 'a warning'],
        ['error', 'a.py(3,7): error E1: a compiler error'],
        ['warning', 'finished'],
      ],
    );
    assert.equal(readFileSync(outcome.summaries[0] ?? '', 'utf8'), '# Summary\n');
    assert.ok(logOf(job.outcomes[1]).some((line) => line.startsWith(join(job.folder, 'work', '_temp', 'tools'))));
  });

  it('finds what its main stage left in the stage after the job', () => {
    const [post] = job.closed;
    assert.equal(post?.displayName, 'Post-job: Foreign@1');
    assert.ok(logOf(post).includes('task variable: from the main stage'), logOf(post).join('\n'));
  });
});
