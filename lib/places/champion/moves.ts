/** The versions that hold a champion's place. */
export interface PlaceHolders {
  /** E.g. `alias:champion`. */
  readonly place: string;
  /** Tag of the model that names the last promotion to the place. */
  readonly receipt: string;
  readonly versions: readonly number[];
}

export interface Move {
  readonly place: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Who held the places before and after a training. */
export interface ChampionsSeen {
  readonly before: readonly PlaceHolders[];
  readonly after: readonly PlaceHolders[];
  /** Undefined if the training made no version. */
  readonly trained: number | undefined;
}

/**
 * Places that changed without a receipt: the holder is different now, or the trained version holds them. The latter shows
 * a move before the first look, e.g. when a step attaches to a run.
 */
export function movesBetween(
  { before, after, trained }: ChampionsSeen,
  receipts: ReadonlyMap<string, number | undefined>,
): readonly Move[] {
  return after
    .map(({ place, versions }) => ({ place, before: versionsAt(place, before), after: versions }))
    .filter((move) => !isSame(move.before, move.after) || holds(move.after, trained))
    .filter((move) => !(move.after.length === 1 && receipts.get(move.place) === move.after[0]));
}

export function movedText(moves: readonly Move[], trained: number | undefined, model: string): string {
  return moves
    .map(({ place, before, after }) => {
      const ours = holds(after, trained) ? ', which this run trained,' : '';
      return isSame(before, after)
        ? `${words(after)} of ${model}${ours} holds '${place}' already, and no receipt of a promotion says so.`
        : `Before training, ${words(before)} of ${model} held '${place}'; now ${words(after)}${ours} does, and no receipt of a promotion says so.`;
    })
    .map((sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1))
    .join(' ');
}

function holds(versions: readonly number[], trained: number | undefined): boolean {
  return trained !== undefined && versions.includes(trained);
}

function versionsAt(place: string, all: readonly PlaceHolders[]): readonly number[] {
  return all.find((holders) => holders.place === place)?.versions ?? [];
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number) => other.includes(number));
}

function words(versions: readonly number[]): string {
  return versions.length === 0 ? 'no version' : `version ${versions.join(', ')}`;
}
