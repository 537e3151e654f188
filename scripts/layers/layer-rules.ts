import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { importsIn, type Import } from './imports';
import { LAYERS, type Layer } from './layers';

/** A source file: its path below the root, with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Every import and every use of `process` that the layer table forbids. */
export function layerViolations({ path, text }: Source): readonly string[] {
  const layer = ownerOf(path);
  if (layer === undefined) {
    return [`${path} lies in no layer; add its folder to scripts/layers/layers.ts.`];
  }
  const imports = importsIn(text)
    .filter((found) => !isAllowed(layer, path, found))
    .map(({ specifier, line }) => `${path}:${line} imports '${specifier}', which '${layer.folder}' may not.`);
  return [...imports, ...processUses(layer, path, text)];
}

function isAllowed(layer: Layer, path: string, { specifier }: Import): boolean {
  if (specifier.startsWith('.')) {
    return mayImportFile(layer, path, join(dirname(path), specifier));
  }
  const name = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtinModules.includes(name)) {
    return layer.node === 'any' || layer.node.includes(name);
  }
  return layer.packages.includes(packageOf(specifier));
}

function mayImportFile(layer: Layer, from: string, to: string): boolean {
  const target = ownerOf(`${to}.ts`);
  if (target === undefined) {
    return false;
  }
  const sameFolder = target.folder === layer.folder && roomOf(target, from) === roomOf(target, to);
  const allowed = layer.layers.some((glob) => glob === target.folder || matches(glob, `${to}.ts`));
  // Two tasks never meet, whatever the table says.
  const strangers = from.startsWith('tasks/') && to.startsWith('tasks/') && from.split('/')[1] !== to.split('/')[1];
  return (sameFolder || allowed) && !strangers;
}

/** The layer with the longest folder that holds the path. */
function ownerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ folder }) => holds(folder, path)).toSorted(
    (one, other) => other.folder.split('/').length - one.folder.split('/').length,
  )[0];
}

function processUses(layer: Layer, path: string, text: string): readonly string[] {
  const used = layer.node !== 'any' && /(?<![\w.'"`-])process(?:\.[a-z]|\[)|=\s*process\b/.test(text);
  return used ? [`${path} uses 'process', which '${layer.folder}' may not.`] : [];
}

function holds(folder: string, path: string): boolean {
  return new RegExp(`^${pattern(folder)}(?:/|$)`).test(path);
}

function matches(glob: string, path: string): boolean {
  return new RegExp(`^${pattern(glob)}$`).test(path);
}

function pattern(glob: string): string {
  return glob.replaceAll('.', '\\.').replaceAll('*', '[^/]+');
}

function roomOf({ folder }: Layer, path: string): string {
  return path.split('/').slice(0, folder.split('/').length).join('/');
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
