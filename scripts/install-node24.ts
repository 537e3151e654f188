import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, say } from './repository/command';
import { NODE24_VERSION, node24Folder, node24Lock, node24Path } from './repository/node24';
import { root } from './repository/repository';

/** Installs the second Node version on which tests run the bundles. */
runScript(async () => {
  const node = node24Path(root);
  if (existsSync(node) && execFileSync(node, ['--version'], { encoding: 'utf8' }).trim() === `v${NODE24_VERSION}`) {
    return;
  }
  const folder = node24Folder(root);
  const { packageJson, lock } = node24Lock(process);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), packageJson);
  writeFileSync(join(folder, 'package-lock.json'), lock);
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  say(`installed Node ${NODE24_VERSION} in ${folder}`);
});
