import type { Findings } from '../read/finding';
import type { Node, Origin } from '../read/node';
import { positionWithin } from '../read/position-within';
import { readPipelineFile } from '../read/read-file';
import { FileExpressions } from './file-expressions';
import type { FilePlace, Sources } from './sources';

export interface LoadedFile {
  readonly place: FilePlace;
  readonly label: string;
  readonly node: Node;
  readonly expressions: FileExpressions;
}

/** Reads files, each once, and checks every expression of them, also those that are never reached. */
export class Files {
  readonly #loaded = new Map<string, LoadedFile | undefined>();

  readonly #sources: Sources;
  readonly #findings: Findings;

  constructor(sources: Sources, findings: Findings) {
    this.#sources = sources;
    this.#findings = findings;
  }

  get all(): readonly LoadedFile[] {
    return [...this.#loaded.values()].filter((file) => file !== undefined);
  }

  /** Undefined once reported. `from` is where the file is referred to; the first file is not. */
  load(place: FilePlace, from: Origin | undefined): LoadedFile | undefined {
    const name = `${place.repository}:${place.path}`;
    if (!this.#loaded.has(name)) {
      this.#loaded.set(name, this.#read(place, from));
    }
    return this.#loaded.get(name);
  }

  #read(place: FilePlace, from: Origin | undefined): LoadedFile | undefined {
    const source = this.#sources.read(place);
    if ('missing' in source) {
      this.#findings.error(from ?? { file: place.path, line: 1, column: 1 }, 'missing-file', source.missing);
      return undefined;
    }
    if ('problem' in source) {
      this.#findings.error(broughtInBy(source.problem.at, from), 'yaml', source.problem.message);
      return undefined;
    }
    const reading = readPipelineFile(source.text, source.label);
    if ('problems' in reading) {
      for (const { at, message } of reading.problems) {
        this.#findings.error(broughtInBy(at, from), 'yaml', message);
      }
    }
    const node = 'node' in reading ? reading.node : reading.rest;
    if (node === undefined) {
      return undefined;
    }
    const expressions = new FileExpressions(node);
    for (const { error, text, at } of expressions.refused) {
      this.#findings.error(broughtInBy(positionWithin(text, at + error.offset), from), 'expression', error.message);
    }
    return { place, label: source.label, node, expressions };
  }
}

function broughtInBy(at: Origin, from: Origin | undefined): Origin {
  return from === undefined ? at : { ...at, via: from };
}
