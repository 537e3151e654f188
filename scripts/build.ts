import { join } from 'node:path';
import { buildCommandLine } from './packaging/command-line-build';
import { stageExtension } from './packaging/staging';
import { runScript, say } from './repository/command';
import { root } from './repository/repository';

runScript(async () => {
  await Promise.all([stageExtension(root, join(root, 'dist/extension')), buildCommandLine(root)]);
  say('built dist/extension and dist/cli');
});
