import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentJob } from '../../../local/agent/job';
import { onEachNode } from '../../kit/tasks/nodes-under-test';
import { inPipeline } from '../../kit/tasks/pipeline';

const NAME = 'Agent.TempDirectory';

const folderOf = (job: AgentJob): string => job.variables.get(NAME) ?? assert.fail();

interface Unusable {
  readonly what: string;
  readonly spoil?: (job: AgentJob) => void;
  readonly machine?: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const UNUSABLE: readonly Unusable[] = [
  {
    what: 'does not exist',
    spoil: (job) => rmSync(folderOf(job), { recursive: true }),
    says: /^The temporary folder of the agent, '\/.*', cannot be used: ENOENT/,
  },
  {
    what: 'is a file',
    spoil: (job) => {
      rmSync(folderOf(job), { recursive: true });
      writeFileSync(folderOf(job), '');
    },
    says: /^The temporary folder of the agent, '\/.*', cannot be used: ENOTDIR/,
  },
  {
    what: 'is not named',
    machine: { NODE_OPTIONS: `--require ${join(__dirname, '../../kit/preloaded/no-temporary-folder.cjs')}` },
    says: /^The agent names no temporary folder: AGENT_TEMPDIRECTORY is not set\./,
  },
];

onEachNode('A task on an agent whose temporary folder', (node) => {
  for (const { what, spoil, machine = {}, says } of UNUSABLE) {
    it(`${what} fails with two lines and asks nothing`, async () => {
      const workspace = { host: 'http://127.0.0.1:1', token: 'unused' };
      await inPipeline({ workspace, node, machine }, async ({ job, run }) => {
        spoil?.(job);
        const step = await run({ notebookPath: '/Shared/ok' });
        assert.equal(step.result, 'Failed');
        assert.equal(step.exitCode, 0);
        const [issue, ...more] = step.issues;
        assert.match(issue?.message ?? '', says);
        assert.match(issue?.message ?? '', /^[^\n]*\nFix: [^\n]* \(TEMPORARY_FOLDER_MISSING\)$/);
        assert.deepEqual(more, []);
      });
    });
  }
});
