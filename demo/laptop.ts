import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startWorkspaceServer } from '../local/workspace/server';
import type { Workspace } from '../local/workspace/workspace';
import { findPython } from './python';

const NOTEBOOKS = join(__dirname, 'notebooks');
const CONFIGURATION = join(__dirname, 'mlops.yml');

/** Everything the demo runs on. */
export interface Laptop {
  /** Folder of the agent, which keeps it between runs as a self-hosted agent does. */
  readonly agentFolder: string;
  readonly workspace: Workspace;
}

/** Where the tasks write the evidence. */
export function evidenceFolder({ agentFolder }: Laptop): string {
  return join(agentFolder, 'work/1/mlops');
}

/** Changes mlops.yml where the agent has checked it out, as a commit would. */
export function rewriteConfiguration(laptop: Laptop, rewrite: (text: string) => string): void {
  rewriteFile(laptop, 'mlops.yml', rewrite);
}

/** The same for the notebook that trains. */
export function rewriteNotebook(laptop: Laptop, rewrite: (text: string) => string): void {
  rewriteFile(laptop, 'notebooks/model_train.py', rewrite);
}

function rewriteFile({ agentFolder }: Laptop, name: string, rewrite: (text: string) => string): void {
  const file = join(agentFolder, 'work/1/s', name);
  writeFileSync(file, rewrite(readFileSync(file, 'utf8')));
}

/** Puts a file where the agent has checked out the project, as a commit would. */
export function addToCheckout({ agentFolder }: Laptop, path: string, text: string): void {
  const file = join(agentFolder, 'work/1/s', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Passes a local workspace and an agent with the project checked out to `use`; always removes both afterwards. */
export async function onLaptop<T>(use: (laptop: Laptop) => Promise<T>): Promise<T> {
  const python = await findPython();
  const folder = mkdtempSync(join(tmpdir(), 'mlops-demo-'));
  try {
    const server = await startWorkspaceServer({ stateFolder: join(folder, 'workspace'), python });
    try {
      const { firstWorkspace: workspace } = server.addAccount({ workspaces: { prod: {} } });
      const agentFolder = join(folder, 'agent');
      const checkout = join(agentFolder, 'work/1/s');
      cpSync(NOTEBOOKS, join(checkout, 'notebooks'), { recursive: true });
      copyFileSync(CONFIGURATION, join(checkout, 'mlops.yml'));
      return await use({ agentFolder, workspace });
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
