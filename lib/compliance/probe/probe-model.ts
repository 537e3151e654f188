import { UserError } from '../../core/errors';
import type { RunReport, RunStep } from '../../runs/run-to-end';
import { modelEnvironment, type ModelEnvironment } from '../../shipped-notebooks/model-environment';
import {
  runShippedNotebook,
  type NotebookAnswer,
  type NotebookInputs,
} from '../../shipped-notebooks/run-shipped-notebook';
import type { Probe } from './probe';
import { probeNotebook } from './probe-notebook';
import type { ProbeRequest } from './probe-request';
import { readProbe } from './read-probe';

export type ProbeOutcome = ProbeRun & Found;

type Found =
  | { readonly kind: 'probed'; readonly probe: Probe }
  /** The environment could not be made; the reason is the installer's. */
  | { readonly kind: 'unbuildable'; readonly reason: string }
  /** The job could not get the model's files. */
  | { readonly kind: 'unfetched'; readonly reason: string };

interface ProbeRun {
  readonly environment: ModelEnvironment;
  /** A cluster has no environment; there the job installs the packages itself. */
  readonly isOnCluster: boolean;
  readonly runId: string;
  readonly runUrl: string;
}

/**
 * Predicts a version's input example and runs the project's own checks, in a job in the model's own environment. What a
 * model or a check does wrong is part of the outcome; a job that comes to no outcome is an error.
 */
export async function probeModel(request: ProbeRequest, inputs: NotebookInputs, step: RunStep): Promise<ProbeOutcome> {
  const environment = modelEnvironment(request, inputs.environmentVersion);
  warnOfLeftOut(environment, step);
  let seen: Partial<RunReport> = {};
  const report = (known: Partial<RunReport>) => {
    seen = { ...seen, ...known };
    step.report(known);
  };
  const isOnCluster = inputs.existingClusterId !== undefined || inputs.newCluster !== undefined;
  const notebook = probeNotebook(request, environment, { isOnCluster });
  const found = await foundBy(request, () => runShippedNotebook(notebook, inputs, { ...step, report }));
  return { environment, isOnCluster, runId: seen.runId ?? '', runUrl: seen.runUrl ?? '', ...found };
}

async function foundBy({ modelUri }: ProbeRequest, run: () => Promise<NotebookAnswer>): Promise<Found> {
  try {
    return foundIn(await run(), modelUri);
  } catch (error) {
    if (error instanceof UserError && error.code === 'LIBRARIES_NOT_INSTALLED') {
      return { kind: 'unbuildable', reason: error.message };
    }
    throw error;
  }
}

function foundIn({ answer, runId, runUrl }: NotebookAnswer, modelUri: string): Found {
  const { model, unbuildable, unfetched } = answer;
  // A step whose inputs have changed since may attach to the run of its earlier attempt.
  if (model !== modelUri) {
    throw new UserError('NOTEBOOK_SILENT', {
      what: `Run ${runId} succeeded, but its result is about ${typeof model === 'string' ? model : 'no model'}, not about ${modelUri}.`,
      fix: "Re-run this stage; if an earlier attempt checked another version, set 'onRerun' to restart.",
    });
  }
  if (typeof unbuildable === 'string') {
    return { kind: 'unbuildable', reason: unbuildable };
  }
  if (typeof unfetched === 'string') {
    return { kind: 'unfetched', reason: unfetched };
  }
  const probe = readProbe(answer);
  if (probe === undefined) {
    throw new UserError('NOTEBOOK_SILENT', {
      what: `Run ${runId} succeeded, but its notebook returned a result that this version of the task does not understand.`,
      fix: `Re-run this stage; if it happens again, check ${runUrl} to see what the notebook returned.`,
    });
  }
  return { kind: 'probed', probe };
}

function warnOfLeftOut({ dropped }: ModelEnvironment, { host }: RunStep): void {
  if (dropped.length > 0) {
    host.log.warning(
      `The model's requirements name files that no environment can read; left out: ${dropped.join(', ')}`,
    );
  }
}
