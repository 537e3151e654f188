import { dirname, join } from 'node:path/posix';
import { importsIn } from './imports';
import type { Source } from './layer-rules';

/**
 * Groups of files that import each other, types included; one line of paths per group. With `roomOf`, groups of rooms,
 * i.e. of what it returns for the files.
 */
export function importCircles(
  sources: readonly Source[],
  roomOf: (path: string) => string = (path) => path,
): readonly string[] {
  const imported = importsByRoom(importsByFile(sources), roomOf);
  const reachable = new Map([...imported.keys()].map((path) => [path, reachableFrom(path, imported)]));
  const inCircle = [...reachable].filter(([path, reached]) => reached.has(path)).map(([path]) => path);
  const circles = inCircle.map((path) =>
    inCircle.filter((other) => reachable.get(path)?.has(other) === true && reachable.get(other)?.has(path) === true),
  );
  return [...new Set(circles.map((circle) => circle.toSorted().join(' ⇄ ')))];
}

function importsByFile(sources: readonly Source[]): ReadonlyMap<string, readonly string[]> {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, text }) => [
      path,
      importsIn(text)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => `${join(dirname(path), specifier)}.ts`)
        .filter((target) => known.has(target)),
    ]),
  );
}

function importsByRoom(
  files: ReadonlyMap<string, readonly string[]>,
  roomOf: (path: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const rooms = new Map<string, string[]>();
  for (const [path, targets] of files) {
    const room = roomOf(path);
    const others = targets.map(roomOf).filter((other) => other !== room);
    rooms.set(room, [...(rooms.get(room) ?? []), ...others]);
  }
  return rooms;
}

function reachableFrom(start: string, imported: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...(imported.get(start) ?? [])];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (!reached.has(path)) {
      reached.add(path);
      waiting.push(...(imported.get(path) ?? []));
    }
  }
  return reached;
}
