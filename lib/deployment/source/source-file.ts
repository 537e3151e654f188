import type { ImportFormat } from '../../databricks/workspace-files';
import type { Kind } from './notebook';

/** A file of the source, as it was when it was read. */
export interface SourceFile {
  /** Relative to the source, with forward slashes. */
  readonly path: string;
  /** Its path on the agent. */
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
  readonly kind: Kind;
  readonly format: ImportFormat;
  /** Its target path, relative to the destination. */
  readonly target: string;
}

/** The name of the record beside the code. */
export const RECORD_NAME = 'deployment.json';

const MIB = 1024 * 1024;

/** https://docs.databricks.com/en/files/workspace.html and https://docs.databricks.com/api/azure/workspace/files */
const LIMITS = {
  notebook: { bytes: 10 * MIB, advice: 'split it' },
  workspace: { bytes: 500 * MIB, advice: 'deploy it to a volume' },
  volume: { bytes: 5 * 1024 * MIB, advice: 'leave it out' },
} as const;

/** What the service would refuse, as sentences. */
export function tooLarge(files: readonly SourceFile[], store: 'workspace' | 'volume'): readonly string[] {
  return files.flatMap(({ path, size, kind }) => {
    const { bytes, advice } = LIMITS[kind === 'notebook' ? 'notebook' : store];
    const what = kind === 'notebook' ? 'a notebook' : `a file of a ${store}`;
    return size > bytes
      ? [`'${path}' has ${(size / MIB).toFixed(1)} MiB; ${what} has at most ${bytes / MIB}: ${advice}`]
      : [];
  });
}
