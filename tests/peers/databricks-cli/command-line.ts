import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseJson, type Json } from '../../../lib/core/lossless-json';
import { startWorkspaceServer, type WorkspaceServer } from '../../../local/workspace/server';
import type { Workspace } from '../../../local/workspace/workspace';
import { cliPath } from '../../../scripts/repository/databricks-cli';
import { root } from '../../../scripts/repository/repository';

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The official CLI with its own workspace. */
export interface CommandLine {
  readonly workspace: Workspace;
  /** Holds what a command reads and writes; also its home. */
  readonly folder: string;
  run(...words: readonly string[]): Promise<CommandResult>;
  /** What a command that succeeds prints, read as JSON. */
  json(...words: readonly string[]): Promise<Json>;
  /** Writes a file below the folder. */
  write(path: string, content: string): void;
}

/** One server for the tests of a `describe`; each test opens its own command line. */
export function useCommandLine(): () => CommandLine {
  let folder = '';
  let server: WorkspaceServer | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
    server = await startWorkspaceServer({ stateFolder: join(folder, 'state') });
  });
  after(async () => {
    // Fails as well when the CLI asked for a route that the stand-in does not have.
    await server?.close().finally(() => rmSync(folder, { recursive: true }));
  });
  return () => {
    if (server === undefined) {
      throw new Error('The server is not up before the first test.');
    }
    return commandLine(server.addWorkspace(), mkdtempSync(join(folder, 'home-')));
  };
}

function commandLine(workspace: Workspace, folder: string): CommandLine {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    DATABRICKS_HOST: workspace.host,
    DATABRICKS_TOKEN: workspace.token,
    // Its own limit is 15 requests a second.
    DATABRICKS_RATE_LIMIT: '1000',
  };
  const run = (...words: readonly string[]): Promise<CommandResult> =>
    new Promise((resolve) => {
      const child = execFile(cliPath(root), words, { cwd: folder, env }, (_, stdout, stderr) =>
        resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  return {
    workspace,
    folder,
    run,
    async json(...words) {
      const { exitCode, stdout, stderr } = await run(...words, '--output', 'json');
      if (exitCode !== 0) {
        throw new Error(`databricks ${words.join(' ')} ended with exit code ${exitCode}: ${stderr}`);
      }
      return parseJson(stdout);
    },
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
  };
}
