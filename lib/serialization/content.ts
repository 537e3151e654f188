import { latin1 } from './pickle/names';

/** What the first bytes say that a file is; its name says nothing. */
export type Content =
  | { readonly kind: 'zip' | 'gzip' | 'zlib' | 'plain' }
  /** Packed in a way that is not looked into. */
  | { readonly kind: 'closed'; readonly as: string }
  /** A numpy array of objects, which are a pickle from `at` on. */
  | { readonly kind: 'objects'; readonly at: number };

/** So many bytes tell. */
export const HEAD_LENGTH = 64 * 1024;

/** Python's readers need no more than this: joblib takes two bytes for lzma. */
const CLOSED: readonly (readonly [as: string, begin: string])[] = [
  ['bzip2', 'BZh'],
  ['xz', '\u00fd7zXZ'],
  ['lzma', ']\0'],
  ['lz4', '\u0004"M\u0018'],
  ['lz4', '\u0002!L\u0018'],
  ['zstd', '(\u00b5/\u00fd'],
  // Both may begin with a frame that their readers skip.
  ...Array.from({ length: 16 }, (_, low) => ['lz4 or zstd', `${String.fromCharCode(0x50 + low)}*M\u0018`] as const),
  ["joblib's old format", 'ZF0x'],
  ['7z', "7z\u00bc\u00af'\u001c"],
];
const TAR_BLOCK = 512;
const TAR_CHECKSUM = { at: 148, bytes: 8 } as const;

export function contentOf(head: Uint8Array): Content {
  const begin = latin1(head.subarray(0, 8));
  if (begin.startsWith('PK\u0003\u0004') || begin.startsWith('PK\u0005\u0006')) {
    return { kind: 'zip' };
  }
  if (begin.startsWith('\u001f\u008b')) {
    return { kind: 'gzip' };
  }
  // https://www.rfc-editor.org/rfc/rfc1950 (the two bytes are a multiple of 31).
  const [first = 0, second = 0] = head;
  if (first === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(second)) {
    return { kind: 'zlib' };
  }
  const closed = CLOSED.find(([, mark]) => begin.startsWith(mark));
  if (closed !== undefined) {
    return { kind: 'closed', as: closed[0] };
  }
  if (isTar(head)) {
    return { kind: 'closed', as: 'tar' };
  }
  return begin.startsWith('\u0093NUMPY') ? arrayContent(head) : { kind: 'plain' };
}

/** The oldest form has no mark, only a sum over its first block in which the sum itself counts as spaces. */
function isTar(head: Uint8Array): boolean {
  const { at, bytes } = TAR_CHECKSUM;
  const told = /^[\0 ]*([0-7]+)[\0 ]*$/.exec(latin1(head.subarray(at, at + bytes)))?.[1];
  if (told === undefined || head.length < TAR_BLOCK) {
    return false;
  }
  const block = head.slice(0, TAR_BLOCK).fill(0x20, at, at + bytes);
  return block.reduce((sum, byte) => sum + byte, 0) === Number.parseInt(told, 8);
}

/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
function arrayContent(head: Uint8Array): Content {
  const isFirstVersion = head[6] === 1;
  const begin = isFirstVersion ? 10 : 12;
  const [low = 0, high = 0, third = 0, fourth = 0] = head.subarray(8, 12);
  const length = low + high * 256 + (isFirstVersion ? 0 : third * 65_536 + fourth * 16_777_216);
  if (begin + length > HEAD_LENGTH) {
    return { kind: 'closed', as: 'a numpy array with a header of more than 64 KiB' };
  }
  const described = Array.from(head.subarray(begin, begin + length), (code) => String.fromCharCode(code)).join('');
  return /['"][|<>=]?O\d?['"]/.test(described) ? { kind: 'objects', at: begin + length } : { kind: 'plain' };
}
