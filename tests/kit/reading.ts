import type { Complaint, Input, InputReading } from '../../lib/task/input';

/** Files that the agent holds, by path. */
type Files = Readonly<Record<string, string>>;

export function readingOf<T>(input: Input<T>, text: string, files: Files = {}): InputReading<T> {
  return input.read(text, { name: 'x', readFile: (path) => fileOf(path, files) });
}

export function valueOf<T>(input: Input<T>, text: string, files: Files = {}): T {
  const reading = readingOf(input, text, files);
  if ('complaints' in reading) {
    throw new Error(reading.complaints.map(({ what }) => what).join('\n'));
  }
  return reading.value;
}

export function complaintsOf(input: Input<unknown>, text: string, files: Files = {}): readonly Complaint[] {
  const reading = readingOf(input, text, files);
  return 'complaints' in reading ? reading.complaints : [];
}

export function fileOf(path: string, files: Files): string {
  const content = files[path];
  if (content === undefined) {
    throw new Error(`ENOENT: no such file or directory, open '${path}'`);
  }
  return content;
}
