import { hasCli, msOfCli, type CliUpload } from '../instruments/cli-upload';
import {
  DESTINATION,
  msOfDeployment,
  withProject,
  writeProjectFile,
  type DeploymentTimes,
} from '../instruments/deployment-step';
import { atDistance } from '../instruments/far-workspace';
import type { Table } from '../table';

type Row = readonly string[];

const PROJECT = { files: 1000, folders: 100, bytes: 1024 };
const FAR = { delayMs: 100 };
const LANES = 16;
const IMPORTS_PER_SECOND = 30;
const FEW_REFUSED = PROJECT.files / 20;
const MIB = 1024 * 1024;

export async function deploymentTable(): Promise<Table> {
  const own = await ownRows();
  return {
    title: 'Deployment of code',
    columns: ['', 'measured', 'goal', 'reached'],
    rows: [...own.rows, ...(await cliRows(own.firstMs)), ...(await throttledRows()), ...(await memoryRows())],
    notes: [
      `${PROJECT.files} files of 1 KiB in ${PROJECT.folders} folders, ${FAR.delayMs} ms added to each request, ${LANES} at once; whole steps of the packaged task.`,
      `Ideal: a ${LANES}th of the requests, each as long as the added time. Throttled: refused beyond ${IMPORTS_PER_SECOND} imports a second, with as much added.`,
      hasCli()
        ? 'The official CLI uploads the same folder. Without its rate limit it sends 20 requests at once. It does not record or verify.'
        : "The rows of the official CLI are missing; 'npm run test:exhaustive' builds it.",
    ],
  };
}

async function ownRows(): Promise<{ readonly rows: readonly Row[]; readonly firstMs: number }> {
  return withProject(PROJECT, (project) =>
    atDistance(FAR, async (workspace) => {
      const first = await msOfDeployment(workspace, project);
      const unchanged = await msOfDeployment(workspace, project);
      writeProjectFile(project, 'folder7/file7.py', '# changed\n');
      const changed = await msOfDeployment(workspace, project);
      const idealMs = Math.ceil(first.requests / LANES) * FAR.delayMs;
      return {
        firstMs: first.ms,
        rows: [
          row('first deployment', `${seconds(first.ms)}, ${first.requests} requests`),
          row('… against the ideal', `${(first.ms / idealMs).toFixed(2)} x`, {
            goal: '<= 1.3 x',
            isReached: first.ms <= 1.3 * idealMs,
          }),
          requestsRow('unchanged, fresh agent', unchanged, 4),
          requestsRow('one changed file', changed, 6),
        ],
      };
    }),
  );
}

function requestsRow(name: string, { requests, ms }: DeploymentTimes, most: number): Row {
  return row(name, `${requests} requests, ${seconds(ms)}`, {
    goal: `<= ${most} requests`,
    isReached: requests <= most,
  });
}

async function cliRows(ownMs: number): Promise<readonly Row[]> {
  if (!hasCli()) {
    return [];
  }
  return withProject(PROJECT, async (project) => {
    const uploads: readonly (CliUpload & { readonly name: string })[] = [
      {
        name: 'databricks sync --full, without rate limit',
        words: ['sync', '--full', project, DESTINATION],
        rateLimit: 1000,
      },
      { name: 'databricks sync --full', words: ['sync', '--full', project, DESTINATION] },
      { name: 'databricks workspace import-dir', words: ['workspace', 'import-dir', project, DESTINATION] },
    ];
    const rows: Row[] = [];
    for (const { name, ...upload } of uploads) {
      const ms = await atDistance(FAR, (workspace) => msOfCli(workspace, upload));
      rows.push(row(name, seconds(ms), { goal: `slower than ${seconds(ownMs)}`, isReached: ms > ownMs }));
    }
    return rows;
  });
}

async function throttledRows(): Promise<readonly Row[]> {
  return withProject(PROJECT, (project) =>
    atDistance({ ...FAR, throttled: true }, async (workspace) => {
      const { ms, throttled } = await msOfDeployment(workspace, project);
      const perSecond = (PROJECT.files * 1000) / ms;
      const goal = 0.9 * IMPORTS_PER_SECOND;
      return [
        row('throttled: files a second, whole step', perSecond.toFixed(1), {
          goal: `>= ${goal}`,
          isReached: perSecond >= goal,
        }),
        row('throttled: requests refused', String(throttled), {
          goal: `<= ${FEW_REFUSED}`,
          isReached: throttled <= FEW_REFUSED,
        }),
      ];
    }),
  );
}

async function memoryRows(): Promise<readonly Row[]> {
  const peakOf = (files: number): Promise<number> =>
    withProject({ files, folders: 50, bytes: 20_000 }, (project) =>
      atDistance({ delayMs: 0 }, async (workspace) => (await msOfDeployment(workspace, project)).peakBytes),
    );
  const few = await peakOf(500);
  const many = await peakOf(5000);
  const added = (many - few) / MIB;
  return [
    row('peak memory, 500 files of 20 kB', `${(few / MIB).toFixed(0)} MiB`),
    row('… 5,000 files, 90 MB more', `+ ${added.toFixed(0)} MiB`, { goal: '<= + 45 MiB', isReached: added <= 45 }),
  ];
}

function row(name: string, measured: string, aim?: { readonly goal: string; readonly isReached: boolean }): Row {
  return [name, measured, aim?.goal ?? '', aim === undefined ? '' : aim.isReached ? 'yes' : 'no'];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
