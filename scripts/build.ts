import { join } from 'node:path';
import { bundleCommandLine } from './packaging/command-line';
import { stageExtension } from './packaging/staging';
import { runScript, say } from './repository/command';
import { root } from './repository/repository';

runScript(async () => {
  await Promise.all([
    stageExtension(root, join(root, 'dist/extension')),
    bundleCommandLine(root, join(root, 'dist/cli')),
  ]);
  say('built dist/extension and dist/cli');
});
