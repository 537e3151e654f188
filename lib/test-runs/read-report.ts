import { parseJson, type JsonObject } from '../core/lossless-json';
import { listOf, numberIn, objectOf, textIn, unreadable } from '../core/strict-json';
import type { Case, CaseOutcome, CoveredFile, End, RunningTest, TestReport } from './test-report';

const VERSION = 1;
const OUTCOMES: readonly CaseOutcome[] = ['passed', 'failed', 'error', 'skipped'];

/** The report with that nonce; undefined for any other text. */
export function readReport(text: string, nonce: string): TestReport | undefined {
  try {
    return reportIn(objectOf(parseJson(text)), nonce);
  } catch {
    // Cut off, of another run, or not of this version: none of these is a report.
    return undefined;
  }
}

function reportIn(json: JsonObject, nonce: string): TestReport {
  if (json['contract'] !== 'test-report' || json['version'] !== VERSION || json['nonce'] !== nonce) {
    return unreadable();
  }
  const { selected, running, cases = [], coverage = [] } = json;
  return {
    python: textIn(json, 'python'),
    executable: textIn(json, 'executable'),
    runner: textIn(json, 'runner', ''),
    project: textIn(json, 'project', ''),
    startedAt: numberIn(json, 'startedAt'),
    seconds: json['seconds'] === undefined ? 0 : numberIn(json, 'seconds'),
    end: endIn(objectOf(json['end'])),
    selected: selected === undefined || selected === null ? undefined : numberIn(json, 'selected'),
    running: running === undefined || running === null ? undefined : runningIn(objectOf(running)),
    cases: listOf(cases).map((one) => caseIn(objectOf(one))),
    coverage: listOf(coverage).map((one) => coveredIn(objectOf(one))),
    output: textIn(json, 'output', ''),
  };
}

function endIn(json: JsonObject): End {
  const kind = textIn(json, 'kind');
  switch (kind) {
    case 'finished':
    case 'crashed':
      return { kind, status: numberIn(json, 'status') };
    case 'missing':
      return { kind, packages: listOf(json['packages']).map(String) };
    case 'timedOut':
    case 'stopped':
    case 'disturbed':
    case 'noPath':
    case 'oldPython':
      return { kind };
    default:
      return unreadable();
  }
}

function runningIn(json: JsonObject): RunningTest {
  return { name: textIn(json, 'name'), file: textIn(json, 'file'), line: numberIn(json, 'line') };
}

function caseIn(json: JsonObject): Case {
  return {
    group: textIn(json, 'group'),
    name: textIn(json, 'name'),
    file: textIn(json, 'file'),
    line: numberIn(json, 'line'),
    seconds: numberIn(json, 'seconds'),
    outcome: OUTCOMES.find((outcome) => outcome === json['outcome']) ?? unreadable(),
    message: textIn(json, 'message', ''),
    details: textIn(json, 'details', ''),
  };
}

function coveredIn(json: JsonObject): CoveredFile {
  const lines = (name: string): readonly number[] =>
    listOf(json[name]).map((line) => (typeof line === 'number' ? line : unreadable()));
  return { file: textIn(json, 'file'), hit: lines('hit'), missed: lines('missed') };
}
