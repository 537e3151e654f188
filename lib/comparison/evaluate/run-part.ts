import { UserError } from '../../core/errors';
import { isJsonObject, scalarText, type JsonObject } from '../../core/lossless-json';
import type { RunReport, RunStep } from '../../runs/run-to-end';
import {
  runShippedNotebook,
  type NotebookInputs,
  type ShippedNotebook,
} from '../../shipped-notebooks/run-shipped-notebook';
import type { Part, PartCost, Reason } from './outcome';

/** What a run answers for; an answer of another run is none. */
export interface Asked {
  readonly part: Part;
  readonly contract: string;
  readonly requestSha256: string;
  readonly id: string;
}

export type PartResult = { readonly cost: PartCost } & (
  | { readonly kind: 'answered'; readonly answer: JsonObject }
  | { readonly kind: 'failed'; readonly reason: Reason }
);

/** Ends of a run that say something about the rows or the model; after any other error a run may be alive. */
const ENDS: ReadonlySet<string> = new Set([
  'RUN_FAILED',
  'RUN_TIMED_OUT',
  'LIBRARIES_NOT_INSTALLED',
  'NOTEBOOK_SILENT',
]);

/** Runs one part to its end. What rows or models do wrong is a result; everything else is an error. */
export async function runPart(
  asked: Asked,
  notebook: Omit<ShippedNotebook, 'part' | 'asOneFile'>,
  { inputs, step }: { readonly inputs: NotebookInputs; readonly step: RunStep },
): Promise<PartResult> {
  let seen: Partial<RunReport> = {};
  const report = (known: Partial<RunReport>): void => {
    seen = { ...seen, ...known };
    step.report(known);
  };
  const cost = (): PartCost => ({
    part: asked.part,
    runUrl: seen.runUrl ?? '',
    minutes: Number(seen.durationSeconds === undefined || seen.durationSeconds === '' ? 0 : seen.durationSeconds) / 60,
  });
  try {
    const { answer, runUrl } = await runShippedNotebook({ ...notebook, asOneFile: true, part: asked.part }, inputs, {
      ...step,
      report,
    });
    return { cost: cost(), ...readAnswer(answer, asked, runUrl) };
  } catch (error) {
    if (error instanceof UserError && ENDS.has(error.code)) {
      return { cost: cost(), kind: 'failed', reason: { code: error.code, message: `${error.message} ${error.fix}` } };
    }
    throw error;
  }
}

type Read =
  | { readonly kind: 'answered'; readonly answer: JsonObject }
  | { readonly kind: 'failed'; readonly reason: Reason };

function readAnswer(answer: JsonObject, { contract, requestSha256, id }: Asked, runUrl: string): Read {
  const { contract: answered, version, request, id: answeredId, problem } = answer;
  if (answered !== contract || request !== requestSha256 || answeredId !== id) {
    return refused(
      `The result of ${runUrl} is about something else: it should be the ${contract} of request ${requestSha256.slice(0, 12)}, and says ${scalarText(answered)} of ${scalarText(request).slice(0, 12)}. Re-run this stage, with 'onRerun' set to restart.`,
    );
  }
  if (version !== 1) {
    return refused(
      `The result of ${runUrl} has version ${scalarText(version)} of ${contract}, and this task reads version 1. Use the same version of the extension in all steps.`,
    );
  }
  return isJsonObject(problem)
    ? { kind: 'failed', reason: { code: scalarText(problem['code']), message: scalarText(problem['message']) } }
    : { kind: 'answered', answer };
}

const RESULT_REFUSED = 'RESULT_REFUSED';

export function refused(message: string): { readonly kind: 'failed'; readonly reason: Reason } {
  return { kind: 'failed', reason: { code: RESULT_REFUSED, message } };
}

/** A result of another run or version says nothing about rows or models. */
export function saysNothing({ code }: Reason): boolean {
  return code === RESULT_REFUSED;
}
