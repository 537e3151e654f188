/** The opcodes of protocols 0 to 5: https://github.com/python/cpython/blob/main/Lib/pickletools.py. */
export const OP = {
  mark: 0x28,
  emptyTuple: 0x29,
  stop: 0x2e,
  pop: 0x30,
  popMark: 0x31,
  dup: 0x32,
  binBytes: 0x42,
  shortBinBytes: 0x43,
  float: 0x46,
  binFloat: 0x47,
  int: 0x49,
  binInt: 0x4a,
  binInt1: 0x4b,
  long: 0x4c,
  binInt2: 0x4d,
  none: 0x4e,
  persistentId: 0x50,
  binPersistentId: 0x51,
  reduce: 0x52,
  string: 0x53,
  binString: 0x54,
  shortBinString: 0x55,
  unicode: 0x56,
  binUnicode: 0x58,
  emptyList: 0x5d,
  append: 0x61,
  build: 0x62,
  global: 0x63,
  dict: 0x64,
  appends: 0x65,
  get: 0x67,
  binGet: 0x68,
  inst: 0x69,
  longBinGet: 0x6a,
  list: 0x6c,
  obj: 0x6f,
  put: 0x70,
  binPut: 0x71,
  longBinPut: 0x72,
  setItem: 0x73,
  tuple: 0x74,
  setItems: 0x75,
  emptyDict: 0x7d,
  protocol: 0x80,
  newObj: 0x81,
  extension1: 0x82,
  extension2: 0x83,
  extension4: 0x84,
  tuple1: 0x85,
  tuple2: 0x86,
  tuple3: 0x87,
  newTrue: 0x88,
  newFalse: 0x89,
  long1: 0x8a,
  long4: 0x8b,
  shortBinUnicode: 0x8c,
  binUnicode8: 0x8d,
  binBytes8: 0x8e,
  emptySet: 0x8f,
  addItems: 0x90,
  frozenSet: 0x91,
  newObjEx: 0x92,
  stackGlobal: 0x93,
  memoize: 0x94,
  frame: 0x95,
  byteArray8: 0x96,
  nextBuffer: 0x97,
  readonlyBuffer: 0x98,
} as const;

/** How the argument behind an opcode is laid out. */
export const LAYOUT = { invalid: 0, fixed: 1, counted: 2, line: 3, twoLines: 4 } as const;

/** Layout by opcode, and with it the bytes of a fixed argument or of the count in front of a counted one. */
export const layoutOf = new Uint8Array(256);
export const widthOf = new Uint8Array(256);

const FIXED: Readonly<Partial<Record<keyof typeof OP, number>>> = {
  binFloat: 8,
  binInt: 4,
  binInt1: 1,
  binInt2: 2,
  binGet: 1,
  longBinGet: 4,
  binPut: 1,
  longBinPut: 4,
  protocol: 1,
  extension1: 1,
  extension2: 2,
  extension4: 4,
  frame: 8,
};
const COUNTED: Readonly<Partial<Record<keyof typeof OP, number>>> = {
  binBytes: 4,
  shortBinBytes: 1,
  binString: 4,
  shortBinString: 1,
  binUnicode: 4,
  long1: 1,
  long4: 4,
  shortBinUnicode: 1,
  binUnicode8: 8,
  binBytes8: 8,
  byteArray8: 8,
};
const LINES: readonly (keyof typeof OP)[] = ['float', 'int', 'long', 'persistentId', 'string', 'unicode', 'get', 'put'];

for (const name of Object.keys(OP) as readonly (keyof typeof OP)[]) {
  const code = OP[name];
  const counted = COUNTED[name];
  layoutOf[code] = counted === undefined ? LAYOUT.fixed : LAYOUT.counted;
  widthOf[code] = counted ?? FIXED[name] ?? 0;
}
LINES.forEach((name) => (layoutOf[OP[name]] = LAYOUT.line));
[OP.global, OP.inst].forEach((code) => (layoutOf[code] = LAYOUT.twoLines));
