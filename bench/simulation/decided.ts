import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { decide, type Decision } from '../../lib/comparison/decide/decide';
import { readEvaluation } from '../../lib/comparison/evaluate/read-evaluation';
import { requestSha256, requestText } from '../../lib/comparison/evaluate/request';
import type { Evaluation } from '../../lib/contracts/evaluation';
import { isJsonObject, parseJson } from '../../lib/core/lossless-json';
import type { RuledCell } from './cells';
import { SIMULATION, simulationEnvironment } from './python';
import { questionOf } from './question';

export interface Decided {
  readonly evaluation: Evaluation;
  readonly decision: Decision;
}

/**
 * Samples of a cell, decided as the comparison step does: Python reduces rows and hands over a line, the reader of the
 * step checks it, and the rule decides.
 */
export async function* decided(cell: RuledCell, samples: number, python: string): AsyncGenerator<Decided> {
  const { rule, request } = questionOf(cell);
  const program = spawn(python, ['-B', join(SIMULATION, 'decided.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: simulationEnvironment(),
  });
  const ended = once(program, 'close');
  const expected = { request, requestSha256: requestSha256(request) };
  const { candidate, champion = candidate } = request;
  program.stdin.end(JSON.stringify({ name: cell.name, world: cell.world, request: requestText(request), samples }));
  for await (const line of createInterface({ input: program.stdout })) {
    const answer = parseJson(line);
    const evaluation = isJsonObject(answer) ? readEvaluation(answer, expected) : 'it is not an object';
    if (typeof evaluation === 'string') {
      throw new Error(`A sample of ${cell.name} cannot be used: ${evaluation}.`);
    }
    yield { evaluation, decision: decide({ rule, candidate, champion: { ...champion, ageInDays: 0 }, evaluation }) };
  }
  const [code] = (await ended) as readonly unknown[];
  if (code !== 0) {
    throw new Error(`Drawing samples of ${cell.name} ended with exit code ${String(code)}.`);
  }
}
