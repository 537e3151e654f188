import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult } from '../../agent/job';
import type { StepOutcome } from '../run/step-runner';
import { testCounts } from './test-counts';

export interface OutcomeFacts {
  readonly logs: string;
  readonly assumptions: readonly string[];
  readonly isSecret: (variable: string) => boolean;
  readonly buildNumber: string | undefined;
}

/** What the engine gets to know of a step. */
export function outcomeOf(result: StepResult, facts: OutcomeFacts): StepOutcome {
  const {
    name,
    displayName,
    outputs,
    issues,
    log,
    logFile,
    testResults,
    uploadedArtifacts,
    associatedArtifacts,
    buildTags,
    refused,
  } = result;
  const tests = testCounts(testResults);
  return {
    name,
    displayName,
    result: result.result,
    outputs,
    secretOutputs: Object.keys(outputs).filter((output) => facts.isSecret(`${name}.${output}`)),
    issues,
    log: { file: logFile ?? '', tail: log },
    ...(tests === undefined ? {} : { tests }),
    artifacts: [...new Set([...uploadedArtifacts, ...associatedArtifacts].map((artifact) => artifact.name))],
    summaries: summaryFiles(result, facts.logs),
    ...(facts.buildNumber === undefined ? {} : { buildNumber: facts.buildNumber }),
    ...(buildTags.length === 0 ? {} : { buildTags }),
    durationMs: result.durationMs,
    assumptions: [...facts.assumptions, ...refused.map((what) => `the step may not use ${what}`)],
  };
}

/** The step's own files may be gone by the time somebody reads them. */
function summaryFiles({ name, summaries }: StepResult, logs: string): readonly string[] {
  return summaries.map(({ content }, index) => {
    const file = join(logs, `${name.replaceAll(/[^A-Za-z0-9._-]/g, '_')}-summary-${index + 1}.md`);
    mkdirSync(logs, { recursive: true });
    writeFileSync(file, content);
    return file;
  });
}
