import { open } from 'node:fs/promises';
import { fileSource } from '../../lib/serialization/file-source';
import { inspect } from '../../lib/serialization/inspect';

/** Inspects the file that is named, and says how long that took and how much memory it took on top. */
async function scan(path: string): Promise<void> {
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const begun = performance.now();
  const file = await open(path);
  const { pickles } = await inspect(await fileSource(file));
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  await file.close();
  const isWhole = pickles[0]?.end.kind === 'complete';
  const bytes = Math.max(most, process.memoryUsage().rss) - before;
  process.stdout.write(JSON.stringify({ seconds, bytes, isWhole }));
}

void scan(process.argv[2] ?? '');
