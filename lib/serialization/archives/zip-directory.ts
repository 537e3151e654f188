import type { ByteSource } from '../byte-source';
import { unsigned } from '../pickle/little-endian';
import { UnreadableArchive } from './damage';

export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly headerAt: number;
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.
const END = { mark: 0x06054b50, bytes: 22, longestComment: 0xffff } as const;
const END_64 = { mark: 0x06064b50, bytes: 56, locatorMark: 0x07064b50, locatorBytes: 20 } as const;
const ENTRY = { mark: 0x02014b50, bytes: 46 } as const;
const HEADER = { mark: 0x04034b50, bytes: 30 } as const;
const IN_EXTRA = 0xffffffff;
const EXTRA_64 = 0x0001;
const MOST_MEMBERS = 100_000;
const LARGEST_DIRECTORY = 64 * 1024 * 1024;

interface Directory {
  readonly at: number;
  readonly bytes: number;
  /** How far everything lies behind the place that the archive itself tells. */
  readonly shift: number;
}

/** The members as the directory at the end lists them, which is what Python goes by. */
export async function zipMembers(source: ByteSource): Promise<readonly ZipMember[]> {
  const { at, bytes, shift } = await directoryOf(source);
  if (bytes > LARGEST_DIRECTORY) {
    throw new UnreadableArchive(`its directory has ${bytes} bytes`);
  }
  const directory = await source.read(at, bytes);
  const members: ZipMember[] = [];
  for (let next = 0; next < directory.length;) {
    if (unsigned(directory, next, 4) !== ENTRY.mark || members.length === MOST_MEMBERS) {
      throw new UnreadableArchive(
        members.length === MOST_MEMBERS ? `it has more than ${MOST_MEMBERS} members` : 'its directory is damaged',
      );
    }
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => unsigned(directory, next + offset, 2));
    const end = next + ENTRY.bytes + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
    members.push(memberIn(directory.subarray(next, end), shift));
    next = end;
  }
  return members;
}

/** Where the packed bytes of a member lie. */
export async function packedRange(source: ByteSource, member: ZipMember): Promise<readonly [from: number, to: number]> {
  const header = await source.read(member.headerAt, HEADER.bytes);
  if (unsigned(header, 0, 4) !== HEADER.mark) {
    throw new UnreadableArchive(`there is no member where its directory says '${member.name}' is`);
  }
  const from = member.headerAt + HEADER.bytes + unsigned(header, 26, 2) + unsigned(header, 28, 2);
  return [from, Math.min(from + member.packedBytes, source.size)];
}

/** Whether the last bytes are the end of an archive, whatever stands in front of it. */
export async function endsAsZip(source: ByteSource): Promise<boolean> {
  const tail = await source.read(Math.max(0, source.size - END.bytes), END.bytes);
  return tail.length === END.bytes && unsigned(tail, 0, 4) === END.mark;
}

async function directoryOf(source: ByteSource): Promise<Directory> {
  const from = Math.max(0, source.size - END.bytes - END.longestComment);
  const tail = await source.read(from, source.size - from);
  let end = tail.length - END.bytes;
  while (end >= 0 && unsigned(tail, end, 4) !== END.mark) {
    end -= 1;
  }
  if (end < 0) {
    throw new UnreadableArchive('it has no directory at its end');
  }
  const told = { bytes: unsigned(tail, end + 12, 4), at: unsigned(tail, end + 16, 4), endAt: from + end };
  const { bytes, at, endAt } = (await directory64(source, told.endAt)) ?? told;
  const begin = endAt - bytes;
  if (begin < 0) {
    throw new UnreadableArchive('its directory is damaged');
  }
  return { at: begin, bytes, shift: begin - at };
}

async function directory64(
  source: ByteSource,
  endAt: number,
): Promise<{ bytes: number; at: number; endAt: number } | undefined> {
  const locator = await source.read(Math.max(0, endAt - END_64.locatorBytes), END_64.locatorBytes);
  if (unsigned(locator, 0, 4) !== END_64.locatorMark) {
    return undefined;
  }
  const at = endAt - END_64.locatorBytes - END_64.bytes;
  const end = await source.read(Math.max(0, at), END_64.bytes);
  if (unsigned(end, 0, 4) !== END_64.mark) {
    throw new UnreadableArchive('its directory is damaged');
  }
  return { bytes: unsigned(end, 40, 8), at: unsigned(end, 48, 8), endAt: at };
}

function memberIn(entry: Uint8Array, shift: number): ZipMember {
  const nameBytes = unsigned(entry, 28, 2);
  const extra = entry.subarray(ENTRY.bytes + nameBytes, ENTRY.bytes + nameBytes + unsigned(entry, 30, 2));
  const sizes = [unsigned(entry, 24, 4), unsigned(entry, 20, 4), unsigned(entry, 42, 4)];
  const wide = wideNumbers(extra);
  const [, packedBytes = 0, headerAt = 0] = sizes.map((size) => (size === IN_EXTRA ? (wide.shift() ?? size) : size));
  return {
    name: new TextDecoder().decode(entry.subarray(ENTRY.bytes, ENTRY.bytes + nameBytes)),
    method: unsigned(entry, 10, 2),
    isEncrypted: (unsigned(entry, 8, 2) & 1) === 1,
    packedBytes,
    headerAt: headerAt + shift,
  };
}

/** What did not fit into four bytes: size, packed size and place, as far as needed. */
function wideNumbers(extra: Uint8Array): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const bytes = unsigned(extra, at + 2, 2);
    if (unsigned(extra, at, 2) === EXTRA_64) {
      return Array.from({ length: Math.floor(bytes / 8) }, (_, index) => unsigned(extra, at + 4 + index * 8, 8));
    }
    at += 4 + bytes;
  }
  return [];
}
