import type { RecordedFile, Touched } from '../record/deployment-record';
import { foldersAbove } from '../source/notebook';
import { RECORD_NAME, type SourceFile } from '../source/source-file';
import type { StoredObject } from '../store/store';
import { isIntact, type DeploymentFacts } from './facts';
import { foreignEdits } from './foreign-edits';
import { doubtfulTargets, ourObjects, ourTargets, touchedKey, type OurObject } from './ours';

/** The steps to take, in this order. */
export interface Plan {
  /** Files, notebooks and folders in the way of something else, deepest first. */
  readonly clearFiles: readonly string[];
  readonly clearFolders: readonly string[];
  /** Folders to create; that creates their parents too. */
  readonly folders: readonly string[];
  readonly uploads: readonly SourceFile[];
  readonly unchanged: ReadonlyMap<string, RecordedFile>;
  readonly deletions: readonly string[];
  /** Target paths where nothing was seen; they are deleted all the same. */
  readonly doubtful: readonly string[];
  /** Folders that may be empty by then, deepest first. */
  readonly oldFolders: readonly string[];
  /** What the record must mark as unknown in the meantime. */
  readonly touched: readonly Touched[];
  /** What others did to the files of the last deployment, as sentences. */
  readonly foreignEdits: readonly string[];
  /** Files and notebooks of others that an upload replaces. */
  readonly overwritten: readonly string[];
  /** Objects of others in the way, as sentences. */
  readonly blocked: readonly string[];
  /** Deployments inside this one that deleting extraneous files would affect. */
  readonly nested: readonly string[];
  /** Files and notebooks of others that stay. */
  readonly strangers: readonly string[];
}

export function planDeployment(facts: DeploymentFacts): Plan {
  return new Planner(facts).plan();
}

class Planner {
  readonly #ours: readonly OurObject[];
  readonly #oursByTarget: ReadonlyMap<string, OurObject>;
  readonly #wanted: ReadonlyMap<string, SourceFile>;
  readonly #folders: ReadonlySet<string>;

  readonly #facts: DeploymentFacts;

  constructor(facts: DeploymentFacts) {
    this.#facts = facts;
    const { source, record, seen } = facts;
    this.#ours = ourObjects(record, seen);
    this.#oursByTarget = new Map(this.#ours.map((object) => [object.target, object]));
    this.#wanted = new Map(source.map((file) => [file.target, file]));
    this.#folders = new Set(source.flatMap(({ target }) => foldersAbove(target)));
  }

  plan(): Plan {
    const { source, record } = this.#facts;
    const unchanged = new Map(source.flatMap((file) => this.#unchanged(file)));
    const uploads = source.filter(({ path }) => !unchanged.has(path));
    const strangers = this.#strangers();
    const extraneous = this.#facts.deleteExtraneous ? strangers : [];
    const obsolete = this.#ours.filter((object) => this.#isObsolete(object));
    const targets = [...new Set([...obsolete.map(({ target }) => target), ...extraneous])];
    const isInTheWay = (target: string): boolean => this.#isInTheWay(target);
    return {
      clearFiles: targets.filter(isInTheWay),
      clearFolders: this.#clearFolders(),
      folders: this.#missingFolders(uploads),
      uploads,
      unchanged,
      deletions: targets.filter((target) => !isInTheWay(target)),
      doubtful: this.#doubtful(),
      oldFolders: this.#oldFolders(),
      touched: distinct([...uploads, ...obsolete, ...(record?.touched ?? [])]),
      foreignEdits: foreignEdits(this.#facts, this.#oursByTarget),
      overwritten: uploads.map(({ target }) => target).filter((target) => this.#isOfOthers(target)),
      blocked: this.#blocked(),
      nested: extraneous.filter((target) => target.endsWith(`/${RECORD_NAME}`)),
      strangers: this.#facts.deleteExtraneous ? [] : strangers,
    };
  }

  /** The file's entry in the record if it can stay. */
  #unchanged(file: SourceFile): readonly (readonly [string, RecordedFile])[] {
    const { record, seen, verify } = this.#facts;
    const recorded = record?.files.get(file.path);
    const isSame = recorded?.sha256 === file.sha256 && recorded.kind === file.kind;
    if (recorded === undefined || !isSame) {
      return [];
    }
    const isThere = seen?.knows(file.target) !== true || isIntact(recorded, seen.at(file.target), verify);
    return isThere ? [[file.path, recorded]] : [];
  }

  #isObsolete({ target, kind }: OurObject): boolean {
    const { seen } = this.#facts;
    const isGone = seen?.knows(target) === true && seen.at(target)?.kind !== kind;
    return !isGone && this.#wanted.get(target)?.kind !== kind;
  }

  #isInTheWay(target: string): boolean {
    return (
      this.#folders.has(target) ||
      this.#wanted.has(target) ||
      foldersAbove(target).some((above) => this.#wanted.has(above))
    );
  }

  #doubtful(): readonly string[] {
    const { record, seen } = this.#facts;
    return doubtfulTargets(record, seen).filter((target) => !this.#isInTheWay(target));
  }

  #isOfOthers(target: string): boolean {
    const stored = this.#facts.seen?.at(target);
    return stored !== undefined && stored.kind !== 'folder' && this.#oursByTarget.get(target)?.kind !== stored.kind;
  }

  /** Files and notebooks at the destination that are neither ours nor wanted. */
  #strangers(): readonly string[] {
    const isOurs = (target: string, { kind }: StoredObject): boolean => this.#oursByTarget.get(target)?.kind === kind;
    return this.#seen()
      .filter(([target, stored]) =>
        stored.kind === 'file' || stored.kind === 'notebook' ? !isOurs(target, stored) : false,
      )
      .filter(([target, { kind }]) => target !== RECORD_NAME && this.#wanted.get(target)?.kind !== kind)
      .map(([target]) => target);
  }

  #seen(): readonly (readonly [string, StoredObject])[] {
    return [...(this.#facts.seen?.objects ?? [])];
  }

  /** Folders where a file has to be, with the folders inside. */
  #clearFolders(): readonly string[] {
    const known = [...this.#ours.flatMap(({ target }) => foldersAbove(target)), ...this.#seenFolders()];
    return deepestFirst(
      known.filter(
        (folder) => this.#wanted.has(folder) || foldersAbove(folder).some((above) => this.#wanted.has(above)),
      ),
    );
  }

  #seenFolders(): readonly string[] {
    return this.#seen().flatMap(([target, { kind }]) => (kind === 'folder' ? [target] : []));
  }

  #oldFolders(): readonly string[] {
    const ours = ourTargets(this.#facts.record).flatMap((target) => foldersAbove(target));
    const others = this.#facts.deleteExtraneous ? this.#seenFolders() : [];
    // At the path of a file, do not touch the old folder again.
    const isWanted = (folder: string): boolean =>
      this.#folders.has(folder) || [folder, ...foldersAbove(folder)].some((target) => this.#wanted.has(target));
    return deepestFirst([...ours, ...others].filter((folder) => !isWanted(folder)));
  }

  /** Only the lowest ones: the service also creates their parents. */
  #missingFolders(uploads: readonly SourceFile[]): readonly string[] {
    const { seen } = this.#facts;
    const recorded = new Set(this.#recordedFolders());
    const isThere = (folder: string): boolean =>
      seen?.knows(folder) === true ? seen.at(folder)?.kind === 'folder' : recorded.has(folder);
    const missing = new Set(uploads.flatMap(({ target }) => foldersAbove(target)).filter((folder) => !isThere(folder)));
    const above = new Set([...missing].flatMap((folder) => foldersAbove(folder)));
    return [...missing].filter((folder) => !above.has(folder));
  }

  #recordedFolders(): readonly string[] {
    return this.#ours.filter(({ intact }) => intact !== undefined).flatMap(({ target }) => foldersAbove(target));
  }

  /** Objects of others in the way of ours. */
  #blocked(): readonly string[] {
    const { seen, deleteExtraneous } = this.#facts;
    const needs = [
      ...[...this.#wanted].map(([target, { kind }]) => [target, kind] as const),
      ...[...this.#folders].map((target) => [target, 'folder'] as const),
    ];
    return needs.flatMap(([target, needed]) => {
      const stored = seen?.at(target);
      const isOurs = this.#oursByTarget.get(target)?.kind === stored?.kind;
      const canGo = isOurs || stored?.kind === 'folder' || (deleteExtraneous && stored?.kind !== 'other');
      return stored === undefined || stored.kind === needed || canGo
        ? []
        : [
            `'${target}' is ${stored.kind === 'other' ? 'an object of another kind' : `a ${stored.kind}`}, and a ${needed} has to be there`,
          ];
    });
  }
}

function deepestFirst(folders: readonly string[]): readonly string[] {
  const depth = (folder: string): number => folder.split('/').length;
  return [...new Set(folders)].toSorted((one, other) => depth(other) - depth(one));
}

function distinct(touched: readonly Touched[]): readonly Touched[] {
  return [...new Map(touched.map(({ path, kind }) => [touchedKey({ path, kind }), { path, kind }])).values()];
}
