import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { defineTask } from '../../../lib/task/definition';
import { connectionInputs } from '../../../lib/task/groups';
import { taskJson } from '../../../lib/task/task-json';

const root = join(__dirname, '../../..');

const Probe = defineTask({
  id: '6f1c2d5e-1111-4a4a-8a8a-00000000beef',
  name: 'Probe',
  major: 1,
  friendlyName: 'Probe',
  summary: 'Does what a test tells it.',
  instanceName: 'Probe',
  inputs: connectionInputs,
  rules: [],
  outputs: { seen: 'Anything.' },
  clients: ['workspace'],
});

/** Bundles a task whose `run` has this body, on the real adapter, and gives its folder. */
export async function probeTask(parent: string, body: string): Promise<string> {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'task-'));
  writeFileSync(join(folder, 'task.json'), JSON.stringify(taskJson(Probe, '1.0.0')));
  await build({
    stdin: {
      contents: `import { runOnAgent } from './lib/agent/azure-pipelines';
        import { connectionInputs } from './lib/task/groups';
        const Probe = { name: 'Probe', major: 1, inputs: connectionInputs, rules: [], outputs: { seen: '' }, clients: ['workspace'] };
        void runOnAgent(Probe, async (inputs, { host, workspace }) => { ${body} });`,
      resolveDir: root,
      loader: 'js',
    },
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { EXTENSION_VERSION: '"0.0.0"' },
    logLevel: 'silent',
  });
  return folder;
}
