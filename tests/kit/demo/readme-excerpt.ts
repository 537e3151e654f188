import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const README = join(__dirname, '../../../README.md');
const BLOCK = /(<!-- recorded:demo -->\n```\n)([^]*?)(```\n<!-- \/recorded -->\n)/;

/** What the README shows of the demo. */
export function shownInReadme(): string {
  return BLOCK.exec(readFileSync(README, 'utf8'))?.[2] ?? '';
}

/** What the demo sums up at its end. */
export function summedUp(stdout: string): string {
  return /^== What you have seen =+\n\n([^]*?\n)\n/m.exec(stdout)?.[1] ?? '';
}

export function recordInReadme(excerpt: string): void {
  const text = readFileSync(README, 'utf8');
  writeFileSync(
    README,
    text.replace(BLOCK, (block) => block.replace(shownInReadme(), () => excerpt)),
  );
}
