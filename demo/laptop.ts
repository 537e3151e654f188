import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkspaceServer } from '../local/workspace/server';
import type { Workspace } from '../local/workspace/workspace';
import { findPython } from './python';

const NOTEBOOKS = join(__dirname, 'notebooks');
export const DEPLOYED_TO = '/Shared/churn';

/** Everything the demo runs on. */
export interface Laptop {
  readonly folder: string;
  readonly workspace: Workspace;
}

/** Gives `use` a local workspace with the demo's notebooks in it; whatever happens, nothing of it stays behind. */
export async function onLaptop<T>(use: (laptop: Laptop) => Promise<T>): Promise<T> {
  const python = await findPython();
  const folder = mkdtempSync(join(tmpdir(), 'mlops-demo-'));
  try {
    const server = await startWorkspaceServer({ stateFolder: join(folder, 'workspace'), python });
    try {
      const workspace = server.addWorkspace();
      deployNotebooks(workspace);
      return await use({ folder, workspace });
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function deployNotebooks(workspace: Workspace): void {
  for (const file of readdirSync(NOTEBOOKS)) {
    workspace.putNotebook(`${DEPLOYED_TO}/${file.replace('.py', '')}`, readFileSync(join(NOTEBOOKS, file), 'utf8'));
  }
}
