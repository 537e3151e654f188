import { join } from 'node:path';
import { runScript, say } from './command';
import { root } from './repository';
import { stageExtension } from './staging';

runScript(async () => {
  await stageExtension(root, join(root, 'dist/extension'));
  say('built dist/extension');
});
