import { Readable } from 'node:stream';
import { createInflate } from 'node:zlib';
import { UserError } from '../../core/errors';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../core/lossless-json';
import type { ModelFile } from '../../mlflow/model-files';
import type { RunStep } from '../../runs/run-to-end';
import { REGISTRY_URI } from '../../shipped-notebooks/registry-uri';
import { runShippedNotebook, type NotebookInputs } from '../../shipped-notebooks/run-shipped-notebook';
import { STREAM_MODULES, STREAM_NOTEBOOK } from './probe-files';
import type { ProbeRequest } from './probe-request';

const LARGEST_TEXT = 10 * 1024 * 1024;

/** The files of a version as an agent gets them that reaches them itself. */
export interface StreamedFiles {
  list(): Promise<readonly ModelFile[]>;
  text(path: string): Promise<string>;
  /** The bytes as they come. */
  receive(path: string, receiver: { take(chunks: AsyncIterable<Uint8Array>): Promise<void> }): Promise<void>;
}

interface StreamedFile extends ModelFile {
  /** Packed by zlib; undefined for a file that was too large to be streamed. */
  readonly packed: Buffer | undefined;
}

/**
 * The files of a version, brought by a job next to them: for an agent that their storage lets nowhere near. What a run
 * cannot hand over is listed, and an error for whoever asks for its content.
 */
export async function streamedFiles(
  { modelUri, registry }: Pick<ProbeRequest, 'modelUri' | 'registry'>,
  inputs: NotebookInputs,
  step: RunStep,
): Promise<StreamedFiles> {
  const parameters = { model_uri: modelUri, registry_uri: REGISTRY_URI[registry] };
  const notebook = {
    name: STREAM_NOTEBOOK,
    modules: STREAM_MODULES,
    asOneFile: true,
    parameters,
    part: `files of ${modelUri}`,
  };
  const { answer, runId } = await runShippedNotebook(notebook, inputs, step);
  const files = filesIn(answer, modelUri);
  if (typeof files === 'string') {
    throw new UserError('NOTEBOOK_SILENT', {
      what: `Run ${runId} succeeded, but did not return the files of ${modelUri}: ${files}.`,
      fix: 'Make sure that the identity of the run may read the model, and re-run this stage.',
    });
  }
  return {
    list: () => Promise.resolve(files.map(({ path, size }) => ({ path, size }))),
    text: async (path) => textOf(fileAt(path, files)),
    receive: async (path, receiver) => receiver.take(bytesOf(fileAt(path, files))),
  };
}

/** The files in the order of their paths, or why there are none. */
function filesIn(answer: JsonObject, modelUri: string): readonly StreamedFile[] | string {
  const { contract, version, model, unfetched, files } = answer;
  if (contract !== 'model-files' || version !== 1 || model !== modelUri) {
    return 'its result is about something else';
  }
  if (typeof unfetched === 'string') {
    return unfetched;
  }
  const found = isJsonList(files) ? files.flatMap(fileIn) : [];
  return isJsonList(files) && found.length === files.length
    ? found.toSorted((one, other) => (one.path < other.path ? -1 : 1))
    : 'its list of files cannot be read';
}

function fileIn(json: Json): readonly StreamedFile[] {
  const { path, size, content } = isJsonObject(json) ? json : {};
  return typeof path === 'string' && typeof size === 'number'
    ? [{ path, size, packed: typeof content === 'string' ? Buffer.from(content, 'base64') : undefined }]
    : [];
}

function fileAt(path: string, files: readonly StreamedFile[]): StreamedFile {
  const file = files.find((one) => one.path === path);
  if (file === undefined) {
    throw new Error(`the model has no file ${path}`);
  }
  return file;
}

async function textOf(file: StreamedFile): Promise<string> {
  if (file.size > LARGEST_TEXT) {
    throw new Error(`${file.path} is too large for a text (${file.size} bytes)`);
  }
  const parts: Uint8Array[] = [];
  for await (const part of bytesOf(file)) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** In parts, since what is packed small may be huge. */
async function* bytesOf({ path, size, packed }: StreamedFile): AsyncGenerator<Uint8Array> {
  if (packed === undefined) {
    throw new Error(`${path} is too large to be streamed by a run (${size} bytes)`);
  }
  let seen = 0;
  for await (const part of Readable.from([packed]).pipe(createInflate()) as AsyncIterable<Buffer>) {
    seen += part.length;
    if (seen > size) {
      break;
    }
    yield part;
  }
  if (seen !== size) {
    throw new Error(`${path} was streamed with another length than its ${size} bytes`);
  }
}
