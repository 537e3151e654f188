const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A duration as people write it: `850 ms`, `12 s`, `4 min 10 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < SECOND) {
    return `${Math.round(milliseconds)} ms`;
  }
  if (milliseconds < MINUTE) {
    return `${Math.floor(milliseconds / SECOND)} s`;
  }
  return milliseconds < HOUR
    ? pair(milliseconds, [MINUTE, 'min'], [SECOND, 's'])
    : pair(milliseconds, [HOUR, 'h'], [MINUTE, 'min']);
}

type Unit = readonly [size: number, name: string];

function pair(milliseconds: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((milliseconds % large) / small);
  const head = `${Math.floor(milliseconds / large)} ${largeName}`;
  return rest === 0 ? head : `${head} ${rest} ${smallName}`;
}
