/** Pickles written by hand, opcode by opcode: `op` is the character of the protocol's documentation or its code. */
export const bytes = (...parts: readonly (string | number | Uint8Array)[]): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'number' ? Buffer.of(part) : typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  );

/** A short text as protocol 4 writes it, with its memo. */
export const short = (text: string): Buffer => bytes(0x8c, text.length, text, 0x94);

/** Looks a name up as protocol 4 does. */
export const lookup = (module: string, name: string): Buffer => bytes(short(module), short(name), 0x93);

/** Calls `os.system` with a command. */
export const hostileCall = (command = 'touch owned'): Buffer =>
  bytes(lookup('posix', 'system'), short(command), 0x85, 'R');

/** A whole pickle of protocol 4. */
export const pickle = (...parts: readonly (string | number | Uint8Array)[]): Buffer => bytes(0x80, 4, ...parts, '.');
