import type { NativeTask } from '../../agent/native';
import type { PlannedStep } from '../plan/plan';
import { textAt } from '../read/node';
import type { RunWorkspace } from '../run/step-runner';
import { bash } from './native/bash';
import { checkout } from './native/checkout';
import { commandLine } from './native/command-line';
import { downloadPipelineArtifact } from './native/download-artifact';
import { nothing } from './native/nothing';
import { powerShell } from './native/power-shell';
import { publishPipelineArtifact } from './native/publish-artifact';
import { publishCodeCoverage } from './native/publish-code-coverage';
import { publishTestResults } from './native/publish-test-results';
import { usePythonVersion } from './native/use-python';

/** What a native step may need to know. */
export interface NativeContext {
  readonly planned: PlannedStep;
  readonly workspace: RunWorkspace;
  /** How many checkouts the job has. */
  readonly checkouts: number;
  readonly assume: (text: string) => void;
}

type Maker = (context: NativeContext) => NativeTask;

const MAKERS: Readonly<Record<string, Maker>> = {
  'cmdline@2': () => commandLine,
  'bash@3': () => bash,
  'powershell@2': () => powerShell,
  'usepythonversion@0': ({ assume }) => usePythonVersion(assume),
  'publishtestresults@2': () => publishTestResults,
  'publishcodecoverageresults@1': () => publishCodeCoverage(1),
  'publishcodecoverageresults@2': () => publishCodeCoverage(2),
  'publishpipelineartifact@1': ({ workspace }) => publishPipelineArtifact(workspace),
  'downloadpipelineartifact@2': ({ workspace }) => downloadPipelineArtifact(workspace, 'task'),
  publish: ({ workspace }) => publishPipelineArtifact(workspace),
  download: ({ planned, workspace }) =>
    textAt(planned.node, 'download')?.toLowerCase() === 'none'
      ? nothing('Download', 'Nothing is downloaded.')
      : downloadPipelineArtifact(workspace, 'short'),
  checkout({ planned, workspace, checkouts, assume }) {
    const alias = textAt(planned.node, 'checkout') ?? 'self';
    return alias.toLowerCase() === 'none'
      ? nothing('Checkout', 'Nothing is checked out.')
      : checkout({ alias, workspace, isOneOfSeveral: checkouts > 1, assume });
  },
};

/** How a step is made that needs no task from elsewhere; undefined if there is no such step. */
export function nativeTasks(does: string): Maker | undefined {
  const name = does.toLowerCase();
  return Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
}
