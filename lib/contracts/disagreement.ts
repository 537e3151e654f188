import type { Break } from './break';
import { canonicalJson } from './canonical-json';
import type { Contract } from './contract';
import type { Evidence } from './evidence';
import { differenceBetween } from './subject';

/** Two files about the same model version that answer the same question differently. */
export function disagreements(about: readonly Evidence[]): readonly Break[] {
  // Several receipts about a version can all be true.
  const answers = about.filter(({ contract }) => contract.kind !== 'receipt');
  return answers.flatMap((one, index) =>
    answers
      .slice(index + 1)
      .filter((other) => other.contract.kind === one.contract.kind)
      .flatMap((other) => disagreementBetween(one, other)),
  );
}

function disagreementBetween(one: Evidence, other: Evidence): readonly Break[] {
  const words =
    differenceBetween(one.contract, other.contract)?.words ?? differingVerdicts(one.contract, other.contract);
  if (words === undefined) {
    return [];
  }
  return [
    {
      kind: 'disagreement',
      file: other.file,
      what: `${one.file} and ${other.file} disagree: ${words}.`,
      fix: 'Find out which of the two is true and remove the other one from the folder, or re-run everything from training on.',
    },
  ];
}

// A check of something that has changed may end differently, and an ERROR is not an answer.
function differingVerdicts(one: Contract, other: Contract): string | undefined {
  const first = answerOf(one);
  const second = answerOf(other);
  const sameQuestion = first?.question !== undefined && first.question === second?.question;
  return sameQuestion && first.answer !== second.answer
    ? `both saw the same, but the second says ${second.answer} and the first ${first.answer}`
    : undefined;
}

function answerOf(contract: Contract): { readonly question: string; readonly answer: string } | undefined {
  if ((contract.kind !== 'compliance' && contract.kind !== 'comparison') || contract.verdict === 'ERROR') {
    return undefined;
  }
  const better = contract.kind === 'comparison' ? `, better: ${contract.isBetter ? 'yes' : 'no'}` : '';
  return { question: canonicalJson(contract.seen), answer: `${contract.verdict}${better}` };
}
