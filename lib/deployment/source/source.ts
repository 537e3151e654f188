import { realpathSync, statSync } from 'node:fs';
import { UserError } from '../../core/errors';
import { Sha256 } from '../../core/node/hash';
import { clashesIn } from './clashes';
import { chunksOf } from './file-chunks';
import { importFormat, targetOf, type Kind } from './notebook';
import { Selection, type Patterns } from './patterns';
import { tooLarge, type SourceFile } from './source-file';
import { walkSource, type FoundFile } from './source-walk';

export interface SourceOptions extends Patterns {
  readonly folder: string;
  readonly symlinks: 'refuse' | 'follow';
  /** A volume has no notebooks. */
  readonly store: 'workspace' | 'volume';
}

export interface Source {
  /** By path. */
  readonly files: readonly SourceFile[];
  readonly leftOut: readonly string[];
}

/** Everything to deploy, read once; one error lists all problems, before any request. */
export async function readSource(options: SourceOptions): Promise<Source> {
  const { folder, symlinks, store } = options;
  const walk = walkSource({ root: sourceRoot(folder), symlinks }, new Selection(options));
  const files: SourceFile[] = [];
  const unreadable: string[] = [];
  for (const found of walk.files) {
    try {
      files.push(await sourceFile(found, store));
    } catch (error) {
      unreadable.push(`'${found.path}' cannot be read (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  refuse(folder, [...walk.problems, ...unreadable, ...clashesIn(files), ...tooLarge(files, store)]);
  if (files.length === 0) {
    throw new UserError('NO_FILES', {
      what: `Source '${folder}' contains no file to deploy: the patterns exclude ${walk.unselected} files, and ${listed(walk.leftOut)} are never deployed.`,
      fix: "Correct 'source', 'include' or 'exclude'; patterns are relative to the source, e.g. 'app/**'.",
    });
  }
  return { files, leftOut: walk.leftOut };
}

function sourceRoot(folder: string): string {
  try {
    const root = realpathSync(folder);
    if (statSync(root).isDirectory()) {
      return root;
    }
  } catch {
    // Falls through: any error of the system means that there is no such folder.
  }
  throw new UserError('SOURCE_REFUSED', {
    what: `Source '${folder}' is not a folder on this agent.`,
    fix: "Set 'source' to a folder that the checkout or a download step puts on the agent.",
  });
}

async function sourceFile({ path, file, size }: FoundFile, store: 'workspace' | 'volume'): Promise<SourceFile> {
  const { sha256, firstLine, bytes } = await contentOf(file, size);
  const format = store === 'volume' ? ({ format: 'RAW' } as const) : importFormat(path, firstLine);
  const kind: Kind = format.format === 'RAW' ? 'file' : 'notebook';
  return { path, file, size: bytes, sha256, kind, format, target: targetOf(path, kind) };
}

/** Longer than any first line of a notebook. */
const FIRST_BYTES = 100;

async function contentOf(
  file: string,
  size: number,
): Promise<{ readonly sha256: string; readonly firstLine: string; readonly bytes: number }> {
  const hash = new Sha256();
  let head = Buffer.alloc(0);
  let bytes = 0;
  for await (const part of chunksOf(file, size)) {
    head = head.length < FIRST_BYTES ? Buffer.concat([head, part.subarray(0, FIRST_BYTES)]) : head;
    bytes += part.length;
    hash.add(part);
  }
  const [firstLine = ''] = head.toString('utf8').split('\n', 1);
  return { sha256: hash.hex(), firstLine, bytes };
}

function refuse(folder: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new UserError('SOURCE_REFUSED', {
      what: `Source '${folder}' cannot be deployed as it is; nothing was uploaded.\n${problems.map((one) => `- ${one}.`).join('\n')}`,
      fix: "Correct the files, or leave them out with 'exclude'.",
    });
  }
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no others' : names.slice(0, 5).join(', ');
}
