import { difference } from './generation/difference';
import { staleFiles, writeDerived } from './generation/write-derived';
import { runScript, say } from './repository/command';
import { root, textOf } from './repository/repository';

/** Writes the generated files; with `--check`, only says which ones differ. */
runScript(() => (process.argv.includes('--check') ? check() : writeDerived(root)));

async function check(): Promise<void> {
  const stale = await staleFiles(root);
  for (const [path, text] of stale) {
    say(`--- ${path}\n+++ ${path} (generated)\n${difference(textOf(root, path), text)}`);
  }
  if (stale.length > 0) {
    throw new Error(`${stale.length} generated files differ.\nFix: npm run generate`);
  }
}
