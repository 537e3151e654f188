import type { RecordedFile, Touched } from '../record/deployment-record';
import { foldersAbove } from '../source/notebook';
import { RECORD_NAME, type SourceFile } from '../source/source-file';
import type { Lying } from '../store/store';
import { foreignEdits } from './foreign-edits';
import { doubtfulPlaces, ourObjects, ourPlaces, touchedKey, type OurObject } from './ours';
import { isIntact, type Situation } from './situation';

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
  /** Paths where nothing was seen, deleted anyway. */
  readonly doubtful: readonly string[];
  /** Folders that may be empty by then, deepest first. */
  readonly oldFolders: readonly string[];
  /** What the record must mark as unknown in the meantime. */
  readonly touched: readonly Touched[];
  /** What others did to the files of the last deployment, as sentences. */
  readonly foreignEdits: readonly string[];
  /** Paths of others' files and notebooks that an upload replaces. */
  readonly overwritten: readonly string[];
  /** Objects of others in the way, as sentences. */
  readonly blocked: readonly string[];
  /** Deployments inside this one that deleting extraneous files would affect. */
  readonly nested: readonly string[];
  /** Paths of files and notebooks that are not ours and stay. */
  readonly strangers: readonly string[];
}

export function planDeployment(situation: Situation): Plan {
  return new Planner(situation).plan();
}

class Planner {
  readonly #ours: readonly OurObject[];
  readonly #oursByPlace: ReadonlyMap<string, OurObject>;
  readonly #wanted: ReadonlyMap<string, SourceFile>;
  readonly #folders: ReadonlySet<string>;

  readonly #situation: Situation;

  constructor(situation: Situation) {
    this.#situation = situation;
    const { source, record, seen } = situation;
    this.#ours = ourObjects(record, seen);
    this.#oursByPlace = new Map(this.#ours.map((object) => [object.place, object]));
    this.#wanted = new Map(source.map((file) => [file.place, file]));
    this.#folders = new Set(source.flatMap(({ place }) => foldersAbove(place)));
  }

  plan(): Plan {
    const { source, record } = this.#situation;
    const unchanged = new Map(source.flatMap((file) => this.#unchanged(file)));
    const uploads = source.filter(({ path }) => !unchanged.has(path));
    const strangers = this.#strangers();
    const extraneous = this.#situation.deleteExtraneous ? strangers : [];
    const obsolete = this.#ours.filter((object) => this.#isObsolete(object));
    const places = [...new Set([...obsolete.map(({ place }) => place), ...extraneous])];
    const isInTheWay = (place: string): boolean => this.#isInTheWay(place);
    return {
      clearFiles: places.filter(isInTheWay),
      clearFolders: this.#clearFolders(),
      folders: this.#missingFolders(uploads),
      uploads,
      unchanged,
      deletions: places.filter((place) => !isInTheWay(place)),
      doubtful: this.#doubtful(),
      oldFolders: this.#oldFolders(),
      touched: distinct([...uploads, ...obsolete, ...(record?.touched ?? [])]),
      foreignEdits: foreignEdits(this.#situation, this.#oursByPlace),
      overwritten: uploads.map(({ place }) => place).filter((place) => this.#isOfOthers(place)),
      blocked: this.#blocked(),
      nested: extraneous.filter((place) => place.endsWith(`/${RECORD_NAME}`)),
      strangers: this.#situation.deleteExtraneous ? [] : strangers,
    };
  }

  /** The file's entry in the record if it can stay. */
  #unchanged(file: SourceFile): readonly (readonly [string, RecordedFile])[] {
    const { record, seen, verify } = this.#situation;
    const recorded = record?.files.get(file.path);
    const isSame = recorded?.sha256 === file.sha256 && recorded.kind === file.kind;
    if (recorded === undefined || !isSame) {
      return [];
    }
    const isThere = seen?.knows(file.place) !== true || isIntact(recorded, seen.at(file.place), verify);
    return isThere ? [[file.path, recorded]] : [];
  }

  #isObsolete({ place, kind }: OurObject): boolean {
    const { seen } = this.#situation;
    const isGone = seen?.knows(place) === true && seen.at(place)?.kind !== kind;
    return !isGone && this.#wanted.get(place)?.kind !== kind;
  }

  #isInTheWay(place: string): boolean {
    return (
      this.#folders.has(place) ||
      this.#wanted.has(place) ||
      foldersAbove(place).some((above) => this.#wanted.has(above))
    );
  }

  #doubtful(): readonly string[] {
    const { record, seen } = this.#situation;
    return doubtfulPlaces(record, seen).filter((place) => !this.#isInTheWay(place));
  }

  #isOfOthers(place: string): boolean {
    const lying = this.#situation.seen?.at(place);
    return lying !== undefined && lying.kind !== 'folder' && this.#oursByPlace.get(place)?.kind !== lying.kind;
  }

  /** Files and notebooks at the destination that are neither ours nor wanted. */
  #strangers(): readonly string[] {
    const isOurs = (place: string, { kind }: Lying): boolean => this.#oursByPlace.get(place)?.kind === kind;
    return this.#seen()
      .filter(([place, lying]) => (lying.kind === 'file' || lying.kind === 'notebook' ? !isOurs(place, lying) : false))
      .filter(([place, { kind }]) => place !== RECORD_NAME && this.#wanted.get(place)?.kind !== kind)
      .map(([place]) => place);
  }

  #seen(): readonly (readonly [string, Lying])[] {
    return [...(this.#situation.seen?.objects ?? [])];
  }

  /** Folders at paths of files, with the folders inside. */
  #clearFolders(): readonly string[] {
    const known = [...this.#ours.flatMap(({ place }) => foldersAbove(place)), ...this.#seenFolders()];
    return deepestFirst(
      known.filter(
        (folder) => this.#wanted.has(folder) || foldersAbove(folder).some((above) => this.#wanted.has(above)),
      ),
    );
  }

  #seenFolders(): readonly string[] {
    return this.#seen().flatMap(([place, { kind }]) => (kind === 'folder' ? [place] : []));
  }

  #oldFolders(): readonly string[] {
    const ours = ourPlaces(this.#situation.record).flatMap((place) => foldersAbove(place));
    const others = this.#situation.deleteExtraneous ? this.#seenFolders() : [];
    // At the path of a file, do not touch the old folder again.
    const isWanted = (folder: string): boolean =>
      this.#folders.has(folder) || [folder, ...foldersAbove(folder)].some((place) => this.#wanted.has(place));
    return deepestFirst([...ours, ...others].filter((folder) => !isWanted(folder)));
  }

  /** Only the lowest ones: the service also creates their parents. */
  #missingFolders(uploads: readonly SourceFile[]): readonly string[] {
    const { seen } = this.#situation;
    const recorded = new Set(this.#recordedFolders());
    const isThere = (folder: string): boolean =>
      seen?.knows(folder) === true ? seen.at(folder)?.kind === 'folder' : recorded.has(folder);
    const missing = new Set(uploads.flatMap(({ place }) => foldersAbove(place)).filter((folder) => !isThere(folder)));
    const above = new Set([...missing].flatMap((folder) => foldersAbove(folder)));
    return [...missing].filter((folder) => !above.has(folder));
  }

  #recordedFolders(): readonly string[] {
    return this.#ours.filter(({ intact }) => intact !== undefined).flatMap(({ place }) => foldersAbove(place));
  }

  /** Objects of others in the way of ours. */
  #blocked(): readonly string[] {
    const { seen, deleteExtraneous } = this.#situation;
    const needs = [
      ...[...this.#wanted].map(([place, { kind }]) => [place, kind] as const),
      ...[...this.#folders].map((place) => [place, 'folder'] as const),
    ];
    return needs.flatMap(([place, needed]) => {
      const lying = seen?.at(place);
      const isOurs = this.#oursByPlace.get(place)?.kind === lying?.kind;
      const canGo = isOurs || lying?.kind === 'folder' || (deleteExtraneous && lying?.kind !== 'other');
      return lying === undefined || lying.kind === needed || canGo
        ? []
        : [
            `'${place}' is ${lying.kind === 'other' ? 'an object of another kind' : `a ${lying.kind}`}, and a ${needed} has to be there`,
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
