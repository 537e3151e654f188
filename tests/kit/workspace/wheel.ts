import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WRITE = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("churn/__init__.py", sys.argv[2])
    wheel.writestr("churn-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: churn\\nVersion: 1.0\\n")
    wheel.writestr("churn-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("churn-1.0.dist-info/RECORD", "churn/__init__.py,,\\nchurn-1.0.dist-info/RECORD,,\\n")
    wheel.writestr("churn-1.0.dist-info/entry_points.txt", "[console_scripts]\\ntrain = churn:main\\n")
    for name in sys.argv[3:]:
        wheel.writestr(name, "stray")
`;

/** A wheel of the package churn 1.0, whose entry point train is its function main; it may hold stray files. */
export function wheel(source: string, strays: readonly string[] = []): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'wheel-'));
  try {
    const file = join(folder, 'churn-1.0-py3-none-any.whl');
    execFileSync('python3', ['-c', WRITE, file, source, ...strays]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
