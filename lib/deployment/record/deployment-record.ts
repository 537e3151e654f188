import { isJsonList, isJsonObject, parseJson, type Json, type JsonObject } from '../../core/lossless-json';
import type { RunFacts } from '../../task/host';
import { isInside } from '../source/inside';
import { targetOf, type Kind } from '../source/notebook';
import { sealedText } from './evidence';

/** The source of a deployed file and its state. */
export interface RecordedFile {
  readonly sha256: string;
  readonly size: number;
  readonly kind: Kind;
  /** When the workspace last changed it, if known. */
  readonly modifiedAt?: number;
}

/** Evidence of what was deployed, and the starting point of the next deployment. */
export interface DeploymentRecord {
  readonly deploymentId: string;
  readonly state: 'inProgress' | 'complete';
  readonly writtenAt: string;
  /** Version of the extension that wrote it. */
  readonly writtenBy: string;
  readonly deployedPath: string;
  readonly run: RecordedRun;
  readonly contentSha256: string;
  /** The files that are known to be intact, by path in the source. */
  readonly files: ReadonlyMap<string, RecordedFile>;
  /** While in progress: every path that is written or deleted, and what it may have become. */
  readonly touched: readonly Touched[];
}

export interface Touched {
  readonly path: string;
  readonly kind: Kind;
}

export type RecordedRun = Omit<RunFacts, 'repository' | 'startedFor'> & { readonly repository: string };

/** Without the person who started the run: everybody who reads the code could see the name. */
export function recordedRun({ repository, startedFor: _person, ...facts }: RunFacts): RecordedRun {
  return { ...facts, repository: repository.name };
}

const VERSION = 1;

export function recordText(record: DeploymentRecord): string {
  const { files, touched, run, ...rest } = record;
  const byKind = (kind: Kind): readonly string[] => touched.filter((one) => one.kind === kind).map(({ path }) => path);
  const json = {
    kind: 'deployment',
    version: VERSION,
    ...rest,
    mode: 'files',
    run: { ...run },
    fileCount: files.size,
    // A list: a path such as __proto__ is not a safe member name.
    files: [...files].map(([path, file]) => ({ path, ...file })),
    ...(record.state === 'inProgress' && {
      touched: touched.map(({ path }) => path),
      touchedNotebooks: byKind('notebook'),
    }),
  };
  return sealedText(json, 1);
}

/** A record, `undefined` if the text is not one, or its version if only a newer extension can read it. */
export function readRecord(text: string): DeploymentRecord | { readonly newerVersion: number } | undefined {
  const json = jsonIn(text);
  if (json === undefined || json['kind'] !== 'deployment') {
    return undefined;
  }
  const { version, deploymentId, state, deployedPath, contentSha256 } = json;
  if (typeof version === 'number' && version > VERSION) {
    return { newerVersion: version };
  }
  const files = filesIn(json['files']);
  const touched = touchedIn(json);
  if (
    version !== VERSION ||
    typeof deploymentId !== 'string' ||
    (state !== 'inProgress' && state !== 'complete') ||
    typeof deployedPath !== 'string' ||
    typeof contentSha256 !== 'string' ||
    !isJsonObject(json['run']) ||
    files === undefined ||
    // An edited record must not cause the deletion of files elsewhere.
    !placesIn(files, touched).every(isInside)
  ) {
    return undefined;
  }
  const writtenAt = typeof json['writtenAt'] === 'string' ? json['writtenAt'] : '';
  const writtenBy = typeof json['writtenBy'] === 'string' ? json['writtenBy'] : '';
  const run = runIn(json['run']);
  return { deploymentId, state, writtenAt, writtenBy, deployedPath, run, contentSha256, files, touched };
}

function placesIn(files: ReadonlyMap<string, RecordedFile>, touched: readonly Touched[]): readonly string[] {
  const known = [...files].map(([path, { kind }]) => targetOf(path, kind));
  return [...known, ...touched.map(({ path, kind }) => targetOf(path, kind))];
}

function jsonIn(text: string): JsonObject | undefined {
  try {
    const json = parseJson(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function runIn(json: JsonObject): RecordedRun {
  const text = (name: string): string => (typeof json[name] === 'string' ? json[name] : '');
  return {
    organization: text('organization'),
    project: text('project'),
    pipeline: text('pipeline'),
    planId: text('planId'),
    stage: text('stage'),
    job: text('job'),
    step: text('step'),
    attempt: typeof json['attempt'] === 'number' ? json['attempt'] : 1,
    repository: text('repository'),
    commit: text('commit'),
    branch: text('branch'),
    pullRequest: text('pullRequest') || undefined,
    environment: text('environment') || undefined,
    runUrl: text('runUrl') || undefined,
  };
}

function filesIn(json: Json | undefined): ReadonlyMap<string, RecordedFile> | undefined {
  if (!isJsonList(json)) {
    return undefined;
  }
  const entries = json.flatMap((item) => {
    const file = fileIn(item);
    return isJsonObject(item) && typeof item['path'] === 'string' && file !== undefined
      ? [[item['path'], file] as const]
      : [];
  });
  const files = new Map(entries);
  return files.size === json.length ? files : undefined;
}

function fileIn(json: Json | undefined): RecordedFile | undefined {
  if (!isJsonObject(json)) {
    return undefined;
  }
  const { sha256, size, kind, modifiedAt } = json;
  const isKind = kind === 'notebook' || kind === 'file';
  return typeof sha256 === 'string' && typeof size === 'number' && isKind
    ? { sha256, size, kind, ...(typeof modifiedAt === 'number' && { modifiedAt }) }
    : undefined;
}

/** A path of its own counts as a file's target in any case, because it is deployed to there. */
function touchedIn(json: JsonObject): readonly Touched[] {
  const paths = (name: string): readonly string[] => textsIn(json[name]);
  return [
    ...paths('touched').map((path) => ({ path, kind: 'file' as const })),
    ...paths('touchedNotebooks').map((path) => ({ path, kind: 'notebook' as const })),
  ];
}

function textsIn(json: Json | undefined): readonly string[] {
  return isJsonList(json) ? json.filter((item) => typeof item === 'string') : [];
}
