import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { difference } from '../generation/difference';
import { textOf } from '../repository/repository';
import type { Edition } from './edition';
import { filesBelow, problemsInStaging } from './package-checks';
import { stageExtension } from './staging';
import { namesInZip } from './zip-listing';

const RECORD = 'tests/record/package-files.txt';
/** Files that the packer adds to every extension. */
const ADDED = new Set(['[Content_Types].xml', 'extension.vsixmanifest', 'extension.vsomanifest']);

export interface Package {
  readonly vsix: string;
  readonly files: number;
}

/** Stages and packs one edition below dist/; fails on any complaint of our checks or the packer. */
export async function packExtension(root: string, edition: Edition): Promise<Package> {
  const { publisher, extensionId, version, isDerived } = edition;
  const name = isDerived ? `${publisher}.${extensionId}` : extensionId;
  const staging = join(root, 'dist', isDerived ? name : 'extension');
  await stageExtension(root, staging, edition);
  refuse(problemsInStaging(staging));
  refuseOtherFiles(root, filesBelow(staging));

  const vsix = join(root, 'dist', `${name}-${version}.vsix`);
  runPacker(root, staging, vsix);
  const packed = namesInZip(readFileSync(vsix)).filter((file) => !ADDED.has(file));
  // The packer adds the manifest as extension.vsomanifest.
  refuseOtherFiles(root, [...packed, 'vss-extension.json'].toSorted());
  return { vsix, files: packed.length };
}

function runPacker(root: string, staging: string, vsix: string): void {
  const tfx = join(root, 'node_modules/tfx-cli/_build/tfx-cli.js');
  const files = ['--root', staging, '--manifests', 'vss-extension.json', '--output-path', vsix];
  const request = ['extension', 'create', ...files, '--no-color'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [tfx, ...request], { encoding: 'utf8' });
  // Warnings, such as a missing target, will become errors.
  if (status !== 0 || /warning/i.test(stdout + stderr)) {
    throw new Error(`Packing failed or warned:\n${stdout}${stderr}`);
  }
}

function refuseOtherFiles(root: string, found: readonly string[]): void {
  const recorded = textOf(root, RECORD);
  const listing = `${found.join('\n')}\n`;
  if (listing !== recorded) {
    const what = `The package holds other files than recorded:\n${difference(recorded, listing)}`;
    throw new Error(`${what}\nFix: Change scripts/packaging/package-listing.ts if this is meant.`);
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}
