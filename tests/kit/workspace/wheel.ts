import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WRITE = `
import sys, zipfile
file, source, version, *strays = sys.argv[1:]
info = f"churn-{version}.dist-info"
with zipfile.ZipFile(file, "w") as wheel:
    wheel.writestr("churn/__init__.py", source)
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: churn\\nVersion: {version}\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", f"churn/__init__.py,,\\n{info}/RECORD,,\\n")
    wheel.writestr(f"{info}/entry_points.txt", "[console_scripts]\\ntrain = churn:main\\n")
    for name in strays:
        wheel.writestr(name, "stray")
`;

export interface WheelOptions {
  readonly version?: string;
  /** Further files in it. */
  readonly strays?: readonly string[];
}

/** A wheel of the package churn, whose entry point train is its function main. */
export function wheel(source: string, { version = '1.0', strays = [] }: WheelOptions = {}): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'wheel-'));
  try {
    const file = join(folder, 'churn.whl');
    execFileSync('python3', ['-c', WRITE, file, source, version, ...strays]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
