import type { JsonObject } from '../../core/lossless-json';
import { listOf, numberIn, objectOf, textIn, unreadable, UnreadableJson } from '../../core/strict-json';
import { BREAKS, type Break, type CustomCheck, type Extent, type Prediction, type Probe } from './probe';

const VERSION = 1;

/** The answer of the job; undefined when it is not what this version of the task understands. */
export function readProbe(answer: JsonObject): Probe | undefined {
  try {
    return probeIn(answer);
  } catch (error) {
    if (error instanceof UnreadableJson) {
      return undefined;
    }
    throw error;
  }
}

function probeIn(answer: JsonObject): Probe {
  if (answer['contract'] !== 'model-probe' || answer['version'] !== VERSION) {
    return unreadable();
  }
  const { prediction, checks = [], checksProblem } = answer;
  return {
    python: textIn(answer, 'python'),
    prediction: prediction === undefined ? undefined : predictionIn(objectOf(prediction)),
    checks: listOf(checks).map((check) => checkIn(objectOf(check))),
    checksProblem: checksProblem === undefined ? undefined : textIn(answer, 'checksProblem'),
  };
}

function predictionIn(json: JsonObject): Prediction {
  const seconds = numberIn(json, 'seconds');
  switch (textIn(json, 'outcome')) {
    case 'ok':
      return {
        outcome: 'ok',
        seconds,
        input: extentIn(json, 'input'),
        output: extentIn(json, 'output'),
        missing: numberIn(json, 'missing'),
      };
    case 'failed':
      return {
        outcome: 'failed',
        seconds,
        reason: breakIn(json),
        phase: json['phase'] === 'predict' ? 'predict' : 'load',
        message: textIn(json, 'message'),
      };
    default:
      return unreadable();
  }
}

function checkIn(json: JsonObject): CustomCheck {
  const known = { name: textIn(json, 'name'), seconds: numberIn(json, 'seconds') };
  switch (textIn(json, 'outcome')) {
    case 'passed':
      return { ...known, outcome: 'passed' };
    case 'failed':
      return { ...known, outcome: 'failed', message: textIn(json, 'message') };
    case 'error':
      return { ...known, outcome: 'error', reason: breakIn(json), message: textIn(json, 'message') };
    default:
      return unreadable();
  }
}

function extentIn(json: JsonObject, name: string): Extent {
  const extent = objectOf(json[name]);
  return {
    type: textIn(extent, 'type'),
    shape: listOf(extent['shape']).map(Number),
    columns: listOf(extent['columns']).map(String),
  };
}

function breakIn(json: JsonObject): Break {
  const reason = BREAKS.find((known) => known === json['reason']);
  return reason ?? unreadable();
}
