import assert from 'node:assert/strict';
import { useCheckout } from '../kit/checkout';
import { mlops } from '../kit/command-line';
import { STAGING } from '../kit/tasks/pipeline';

describe('what mlops run tells', () => {
  const { write, git } = useCheckout();
  const committed = (name: string, text: string): string => {
    const file = write(name, text);
    git('add', '.');
    git('commit', '-q', '-m', name);
    return file;
  };

  it('names a connection that is missing once, however many steps ask for it', () => {
    write('mlops.local.yml', 'connections: { databricks-uat: { url: "http://127.0.0.1:9", token: t } }\n');
    const step = '- { task: DatabricksRunJob@1, inputs: { connection: databricks-uatt, jobName: a } }\n';
    const file = committed('p.yml', `steps:\n${step.repeat(3)}`);
    const { exitCode, stderr } = mlops('run', file, '--tasks', STAGING);
    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      /^\S+p\.yml:2:\d+: unsupported: service connection 'databricks-uatt' has no url in mlops\.local\.yml; did you mean 'databricks-uat'\? \(local-run\)\n$/,
    );
  });

  it('says nothing of values that a job would have missed if it never began, and shows the tags of the run', () => {
    const file = committed(
      'p.yml',
      `jobs:
- job: a
  steps: [{ bash: 'echo "##vso[build.addbuildtag]SUPERIOR"; false', name: train }]
- job: b
  dependsOn: a
  variables: { version: "$[ dependencies.a.outputs['train.version'] ]" }
  steps: [{ bash: echo }]
`,
    );
    const { exitCode, stdout } = mlops('run', file);
    assert.equal(exitCode, 1);
    const [, summary = ''] = stdout.split(/^run \S+: Failed/m);
    assert.match(summary, /^tags: SUPERIOR$/m);
    assert.doesNotMatch(summary, /dependencies\.a\.outputs/);
  });
});
