import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { readEvaluation } from '../../../../lib/comparison/evaluate/read-evaluation';
import { requestSha256 } from '../../../../lib/comparison/evaluate/request';
import { scalarText, type Json, type JsonObject } from '../../../../lib/core/lossless-json';
import { sha256Hex } from '../../../../lib/core/node/hash';
import { binaryRequest } from '../../../kit/comparison/evaluated-models';

const REQUEST = binaryRequest({
  metrics: [{ metric: 'roc_auc', direction: 'higher', margins: [] }],
});
const EXPECTED = { request: REQUEST, requestSha256: requestSha256(REQUEST) };
const DIGEST = 'a'.repeat(64);

function interval(changes: JsonObject = {}): JsonObject {
  return {
    estimate: 0.1,
    standardError: 0.01,
    degreesOfFreedom: 90,
    lower: 0.08,
    upper: 0.12,
    pWorse: 0.999,
    pBetter: 0.001,
    minimumDetectable: 0.028,
    largestUnitShare: 0.1,
    relative: [],
    ...changes,
  };
}

function metric(changes: JsonObject = {}): JsonObject {
  const values = {
    candidate: { value: 0.9, standardError: 0.01 },
    champion: { value: 0.8, standardError: 0.01 },
    difference: interval(),
  };
  return { metric: 'roc_auc', direction: 'higher', ...values, ...changes };
}

function dataSet(changes: JsonObject = {}): JsonObject {
  return {
    name: 'evaluation',
    role: 'decides',
    source: 'main.ml.holdout',
    digest: DIGEST,
    keysDigest: DIGEST,
    rows: 600,
    rowsInSource: 600,
    trainingOverlap: [],
    groups: [{ kind: 'all', rows: 600, units: 600, rarerClass: 200, metrics: [metric()] }],
    fairness: [],
    information: { shift: [], curves: [] },
    ...changes,
  };
}

function evaluation(changes: JsonObject = {}): JsonObject {
  const model = { name: 'main.ml.churn', predictionsSha256: [DIGEST], seconds: 3 };
  return {
    kind: 'evaluation',
    version: 1,
    requestSha256: EXPECTED.requestSha256,
    problem: 'binary',
    candidate: { ...model, version: '2' },
    champion: { ...model, version: '1' },
    dataSets: [dataSet()],
    seconds: { freeze: 2, reduce: 1 },
    ...changes,
  };
}

function packed(json: Json, changes: JsonObject = {}): JsonObject {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  const content = deflateSync(text).toString('base64');
  return { size: Buffer.byteLength(text), sha256: sha256Hex(text), content, ...changes };
}

function withMetric(changes: JsonObject): JsonObject {
  const all = { kind: 'all', rows: 600, units: 600, metrics: [metric(changes)] };
  return evaluation({ dataSets: [dataSet({ groups: [all] })] });
}

describe('the statistics that a run hands over', () => {
  it('are read when they answer the request and agree with themselves', () => {
    const read = readEvaluation(packed(evaluation()), EXPECTED);
    assert.ok(typeof read !== 'string', JSON.stringify(read));
    assert.equal(read.dataSets[0]?.groups[0]?.metrics[0]?.difference?.lower, 0.08);
  });

  const REFUSED: readonly (readonly [what: string, answer: JsonObject, says: RegExp])[] = [
    [
      'are truncated',
      packed(evaluation(), { content: scalarText(packed(evaluation())['content']).slice(0, 90) }),
      /truncated/,
    ],
    ['have another digest', packed(evaluation(), { sha256: DIGEST }), /its digest differs from its content/],
    ['claim another size', packed(evaluation(), { size: 3 }), /truncated/],
    ['are huge once unpacked', packed('x'.repeat(33 * 1024 * 1024)), /truncated/],
    ['are no JSON', packed('{"kind":'), /^it is not JSON$/],
    [
      'come from a newer extension',
      packed(evaluation({ version: 2 })),
      /^it has version 2, and this task reads version 1, so another version of the extension wrote it$/,
    ],
    [
      'lack a member',
      packed(evaluation({ dataSets: [dataSet({ groups: [] })] })),
      /^its member dataSets\.0\.groups is wrong: is empty$/,
    ],
    [
      'have a number that is none',
      packed(withMetric({ candidate: { value: 'NaN', standardError: 0 } })),
      /candidate\.value is wrong/,
    ],
    ['answer another request', packed(evaluation({ requestSha256: DIGEST })), /^it answers another request$/],
    ['are about another problem', packed(evaluation({ problem: 'regression' })), /^it is about a regression problem$/],
    [
      'are about another version',
      packed(
        evaluation({ candidate: { name: 'main.ml.churn', version: '3', predictionsSha256: [DIGEST], seconds: 3 } }),
      ),
      /^it is about version 3 of main\.ml\.churn$/,
    ],
    [
      'say nothing of the champion',
      packed(evaluation({ champion: undefined })),
      /^it says nothing about the champion$/,
    ],
    [
      'have another data set',
      packed(evaluation({ dataSets: [dataSet({ name: 'stress' })] })),
      /^its data set stress was not asked for$/,
    ],
    ['have a second data set', packed(evaluation({ dataSets: [dataSet(), dataSet()] })), /^it has 2 data sets$/],
    [
      'have other metrics',
      packed(withMetric({ metric: 'f1' })),
      /^data set evaluation has other metrics than were asked for$/,
    ],
    ['turn a metric around', packed(withMetric({ direction: 'lower' })), /has other metrics/],
    [
      'have an interval without its estimate',
      packed(withMetric({ difference: interval({ lower: 0.11 }) })),
      /^the interval of roc_auc does not hold its estimate$/,
    ],
    [
      'have a relative interval without its estimate',
      packed(withMetric({ difference: interval({ relative: [{ of: -0.05, ...interval({ upper: 0 }) }] }) })),
      /^the interval of roc_auc does not hold its estimate$/,
    ],
    [
      'have a difference of other values',
      packed(withMetric({ champion: { value: 0.7, standardError: 0.01 } })),
      /^the difference of roc_auc is not that of its two values$/,
    ],
    [
      'have p-values that contradict each other',
      packed(withMetric({ difference: interval({ pWorse: 0.001 }) })),
      /^the p-values of roc_auc do not belong together$/,
    ],
    [
      'have more rows than the source',
      packed(evaluation({ dataSets: [dataSet({ rowsInSource: 5 })] })),
      /^data set evaluation has more rows than its source$/,
    ],
    [
      'leave rows out',
      packed(evaluation({ dataSets: [dataSet({ rows: 599 })] })),
      /^data set evaluation does not begin with all of its rows$/,
    ],
  ];
  for (const [what, answer, says] of REFUSED) {
    it(`are refused when they ${what}`, () => {
      const read = readEvaluation(answer, EXPECTED);
      assert.ok(typeof read === 'string');
      assert.match(read, says);
    });
  }
});
