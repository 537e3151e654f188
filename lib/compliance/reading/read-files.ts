import { mkdtemp, open, readFile, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Sha256 } from '../../core/node/hash';
import { sideBySide } from '../../core/side-by-side';
import type { MlModel } from '../../mlflow/mlmodel';
import type { ModelFile, ModelFiles } from '../../mlflow/model-files';
import { fileSource } from '../../serialization/file-source';
import { inspect, type Inspection } from '../../serialization/inspect';
import { REQUIREMENTS } from '../checks/requirement-lines';
import type { FilesFacts, Seen } from '../facts';
import { LARGEST_TEXT, ML_MODEL, mlModelIn } from './ml-model';
import { seen } from './unseen';

const TEXTS = new Set([REQUIREMENTS, 'conda.yaml', 'python_env.yaml']);
const FEATURES = /(?:^|\/)feature_spec\.yaml$/;
const FILES_AT_ONCE = 6;

export interface ReadingPlace {
  /** Files lie there while they are read, one copy each, and are deleted at once. */
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
}

/** Every file of the version, each asked for once; nothing of them is loaded. */
export async function readFiles(files: ModelFiles, place: ReadingPlace): Promise<FilesFacts> {
  const listed = await files.list();
  const mlModel = await mlModelIn(files);
  const folder = await mkdtemp(join(place.temporaryFolder, 'model-'));
  try {
    const reader = new FileReader(files, folder, mlModel);
    const entries = [...listed.entries()];
    const read = await sideBySide(entries, FILES_AT_ONCE, ([index, file]) =>
      seen(() => reader.read(file, String(index)), place.signal),
    );
    return { listed, mlModel, ...gathered(listed, read) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface ReadFile {
  readonly inspection: Inspection;
  readonly text: string | undefined;
  readonly codeHash: string | undefined;
}

function gathered(
  listed: readonly ModelFile[],
  read: readonly Seen<ReadFile>[],
): Pick<FilesFacts, 'texts' | 'inspections' | 'codeHashes'> {
  const texts = new Map<string, string>();
  const inspections = new Map<string, Seen<Inspection>>();
  const codeHashes = new Map<string, string>();
  for (const [index, { path }] of listed.entries()) {
    const found = read[index] ?? { unseen: 'it was not read' };
    inspections.set(path, 'value' in found ? { value: found.value.inspection } : found);
    if ('value' in found && found.value.text !== undefined) {
      texts.set(path, found.value.text);
    }
    if ('value' in found && found.value.codeHash !== undefined) {
      codeHashes.set(path, found.value.codeHash);
    }
  }
  return { texts, inspections, codeHashes };
}

class FileReader {
  readonly #files: ModelFiles;
  readonly #folder: string;
  readonly #mlModel: MlModel;

  constructor(files: ModelFiles, folder: string, mlModel: MlModel) {
    this.#files = files;
    this.#folder = folder;
    this.#mlModel = mlModel;
  }

  async read(file: ModelFile, name: string): Promise<ReadFile> {
    if (file.path === ML_MODEL) {
      // It was read as YAML before, which no pickle is.
      return { inspection: { pickles: [], unread: [] }, text: undefined, codeHash: undefined };
    }
    const copy = join(this.#folder, name);
    try {
      const codeHash = await this.#save(file, copy);
      const handle = await open(copy);
      try {
        const inspection = await inspect(await fileSource(handle));
        return { inspection, codeHash, text: this.#isText(file) ? await readFile(copy, 'utf8') : undefined };
      } finally {
        await handle.close();
      }
    } finally {
      await unlink(copy).catch(() => undefined);
    }
  }

  /** The hash of a file with code. */
  async #save({ path, size }: ModelFile, copy: string): Promise<string | undefined> {
    const { codeFolder } = this.#mlModel;
    const isCode = codeFolder !== undefined && path.startsWith(`${codeFolder}/`);
    let hash = new Sha256();
    await this.#files.receive(path, {
      length: size,
      async take(chunks) {
        hash = new Sha256();
        const out = await open(copy, 'w');
        try {
          for await (const chunk of chunks) {
            hash.add(chunk);
            await out.write(chunk);
          }
        } finally {
          await out.close();
        }
      },
    });
    return isCode ? hash.hex() : undefined;
  }

  #isText({ path, size }: ModelFile): boolean {
    const isWanted = TEXTS.has(path) || path === this.#mlModel.inputExample || FEATURES.test(path);
    return isWanted && size <= LARGEST_TEXT;
  }
}

/** The text of the file in which feature engineering notes the tables of a model; undefined when there is none. */
export function featureSpec({ texts }: FilesFacts): string | undefined {
  return [...texts].find(([path]) => FEATURES.test(path))?.[1];
}
