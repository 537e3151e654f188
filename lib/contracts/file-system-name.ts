// Windows reserves these names for devices, with any extension.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name that every file system and artifact store accepts; other characters become `~` and the hex digits of their UTF-8 bytes. */
export function fileSystemName(name: string): string {
  return name
    .replaceAll(/[^A-Za-z0-9._-]/gu, escaped)
    .replaceAll(/^\.|\.$/g, escaped)
    .replace(DEVICE, (device) => `${escaped(device.slice(0, 1))}${device.slice(1)}`);
}

function escaped(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `~${byte.toString(16).padStart(2, '0')}`).join('');
}
