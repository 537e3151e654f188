import { join } from 'node:path';
import { bundleCommandLine } from './command-line';
import { runScript, say } from './command';
import { root } from './repository';
import { stageExtension } from './staging';

runScript(async () => {
  await Promise.all([
    stageExtension(root, join(root, 'dist/extension')),
    bundleCommandLine(root, join(root, 'dist/cli')),
  ]);
  say('built dist/extension and dist/cli');
});
