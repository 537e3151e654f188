import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript, say } from './command';
import { difference } from './difference';
import { filesBelow, problemsInStaging } from './package-checks';
import { releaseOf, root, textOf } from './repository';
import { stageExtension } from './staging';
import { namesInZip } from './zip-listing';

const RECORD = 'tests/record/package-files.txt';
/** What packing adds to every extension. */
const ADDED = new Set(['[Content_Types].xml', 'extension.vsixmanifest', 'extension.vsomanifest']);

runScript(async () => {
  const staging = join(root, 'dist/extension');
  await stageExtension(root, staging);
  refuse(problemsInStaging(staging));
  refuseOtherFiles(filesBelow(staging));

  const vsix = join(root, 'dist', `mlops-for-databricks-${releaseOf(root)}.vsix`);
  pack(staging, vsix);
  const packed = namesInZip(readFileSync(vsix)).filter((name) => !ADDED.has(name));
  // The manifest itself goes in as extension.vsomanifest.
  refuseOtherFiles([...packed, 'vss-extension.json'].toSorted());
  say(`packed ${vsix} with ${packed.length} files`);
});

function pack(staging: string, vsix: string): void {
  const tfx = join(root, 'node_modules/tfx-cli/_build/tfx-cli.js');
  const request = [
    'extension',
    'create',
    '--root',
    staging,
    '--manifests',
    'vss-extension.json',
    '--output-path',
    vsix,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [tfx, ...request, '--no-color'], { encoding: 'utf8' });
  // A warning today, such as a missing target, is announced to become an error.
  if (status !== 0 || /warning/i.test(stdout + stderr)) {
    throw new Error(`Packing failed or warned:\n${stdout}${stderr}`);
  }
}

function refuseOtherFiles(found: readonly string[]): void {
  const recorded = textOf(root, RECORD);
  const listing = `${found.join('\n')}\n`;
  if (listing !== recorded) {
    const what = `The package holds other files than recorded:\n${difference(recorded, listing)}`;
    throw new Error(`${what}\nFix: Change scripts/package-listing.ts if this is meant.`);
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}
