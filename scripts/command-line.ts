import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { SELF_CONTAINED } from './bundle';
import { thirdPartyNotices } from './notices';
import { releaseOf } from './repository';

/** Writes the command `mlops` into the folder: one file that Node runs without anything beside it. */
export async function bundleCommandLine(root: string, folder: string): Promise<void> {
  const command = join(folder, 'mlops.js');
  const { metafile } = await build({
    ...SELF_CONTAINED,
    absWorkingDir: root,
    entryPoints: [join(root, 'cli/start.ts')],
    outfile: command,
    banner: { js: '#!/usr/bin/env node' },
    define: { EXTENSION_VERSION: JSON.stringify(releaseOf(root)) },
  });
  chmodSync(command, 0o755);
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, metafile));
}
