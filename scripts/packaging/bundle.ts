import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { taskNames } from '../repository/task-folders';
import type { Edition } from './edition';
import { leanAxios } from './lean-axios';
import { leanAzureDevOps } from './lean-azure-devops';

/** The files that a task's handlers name, without extension: the step and its clean-up after the job. */
export const ENTRIES = ['index', 'postjob'] as const;

/** Not minified: a readable stack trace in a user's log is worth more than the bytes, and start time is the same. */
export const SELF_CONTAINED = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The licenses are in THIRD-PARTY-NOTICES.txt.
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Writes self-contained files, so the agent resolves no modules; only postjob.js loads the index.js beside it. */
export async function bundleTasks(root: string, staging: string, edition: Edition): Promise<Metafile> {
  const [metafile] = await Promise.all([
    bundleEntries({ root, staging, edition, entry: 'index' }),
    bundleEntries({ root, staging, edition, entry: 'postjob', external: ['./index'] }),
  ]);
  return metafile;
}

interface Bundling {
  readonly root: string;
  readonly staging: string;
  readonly edition: Edition;
  readonly entry: (typeof ENTRIES)[number];
  readonly external?: string[];
}

async function bundleEntries({ root, staging, edition, entry, external = [] }: Bundling): Promise<Metafile> {
  const tasks = taskNames(root).filter((name) => existsSync(join(root, 'tasks', name, `${entry}.ts`)));
  const { metafile } = await build({
    ...SELF_CONTAINED,
    absWorkingDir: root,
    entryPoints: tasks.map((name) => ({ in: join(root, 'tasks', name, `${entry}.ts`), out: `tasks/${name}/${entry}` })),
    outdir: staging,
    external,
    plugins: [leanAxios, leanAzureDevOps],
    define: {
      EXTENSION_VERSION: JSON.stringify(edition.version),
      DOCUMENTATION: JSON.stringify(edition.links.documentation ?? ''),
      // A library would print the proxy URL and TLS key if a pipeline sets DEBUG.
      'process.env.DEBUG': 'undefined',
    },
  });
  return metafile;
}
