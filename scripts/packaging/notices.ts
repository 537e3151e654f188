import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/** The licenses of every package in a bundle; throws if one has none. */
export function thirdPartyNotices(root: string, metafile: Metafile): string {
  const notices = packageFolders(metafile).map((folder) => noticeOf(join(root, folder)));
  const opening = 'This software contains the following packages.\n';
  return [opening, ...new Set(notices)].join(`\n${'-'.repeat(80)}\n\n`);
}

/** `node_modules/a/node_modules/@b/c`, for every package with a file in a bundle. */
function packageFolders(metafile: Metafile): readonly string[] {
  const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = bundled.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].toSorted();
}

function noticeOf(folder: string): string {
  const stated = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  const { name, version, license, author } = stated;
  if (license === undefined) {
    throw new Error(`Package ${name}@${version} has no license, so it cannot be part of a bundle.`);
  }
  const holder = typeof author === 'object' ? author.name : author;
  const texts = licenseTexts(folder);
  return `${name} ${version} (${license})\n\n${texts.join('\n\n') || `Copyright ${holder ?? 'its authors'}`}\n`;
}

/** The license files; without any, the License section of the README. */
function licenseTexts(folder: string): readonly string[] {
  const files = readdirSync(folder);
  const textIn = (file: string): string => readFileSync(join(folder, file), 'utf8').trim();
  const own = files.filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(file));
  if (own.length > 0) {
    return own.map((file) => textIn(file));
  }
  const readme = files.filter((file) => /^readme/i.test(file)).map((file) => textIn(file));
  return readme.flatMap(
    (text) => /^(?:#+ *)?License\n(?:-+\n)?(?<text>[^#]*)/im.exec(text)?.groups?.['text']?.trim() ?? [],
  );
}
