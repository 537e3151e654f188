import type { Break } from './break';
import type { Contract, Kind } from './contract';
import type { Evidence } from './evidence';
import type { Predecessor } from './predecessor';
import { differenceBetween } from './subject';

/** The contracts that this one builds on, nearest first. */
function linksOf(contract: Contract): readonly Predecessor<Kind>[] {
  switch (contract.kind) {
    case 'deployment':
      return [];
    case 'candidate':
    case 'proof':
      return contract.predecessor === undefined ? [] : [contract.predecessor];
    case 'compliance':
    case 'comparison':
      return [contract.predecessor];
    case 'receipt': {
      const { evidence } = contract;
      const kinds = ['comparison', 'compliance', 'candidate'] as const;
      return kinds.flatMap((kind) => (evidence[kind] === undefined ? [] : [{ kind, sha256: evidence[kind] }]));
    }
  }
}

/** Whether `one` builds on `other`. */
export function buildsOn(one: Evidence, other: Evidence): boolean {
  return linksOf(one.contract).some(({ sha256 }) => sha256 === other.contract.sha256);
}

/** Everything that is wrong between a contract and what it builds on. */
export function brokenLinks(one: Evidence, all: readonly Evidence[]): readonly Break[] {
  return linksOf(one.contract).flatMap((link) => {
    const found = all.find(({ contract }) => contract.kind === link.kind && contract.sha256 === link.sha256);
    return found === undefined ? [dangling(one, link, all)] : misfits(one, found);
  });
}

function dangling({ file, contract }: Evidence, { kind, sha256 }: Predecessor<Kind>, all: readonly Evidence[]): Break {
  const [other, ...more] = all.filter((one) => one.contract.kind === kind && sameModelVersion(one.contract, contract));
  const named = `${file} builds on the ${kind} ${short(sha256)}`;
  return other === undefined || more.length > 0
    ? {
        kind: 'missing',
        file,
        what: `${named}, which is not here.`,
        fix: `Download the artifact with this ${kind} into the folder, or re-run the step that writes it and the steps after it.`,
      }
    : {
        kind: 'exchanged',
        file,
        what: `${named}, but ${other.file} is ${short(other.contract.sha256)}: one of the two was changed or replaced after it was written.`,
        fix: `Re-run the step that writes the ${kind} and the steps after it.`,
      };
}

function misfits(one: Evidence, foundation: Evidence): readonly Break[] {
  const difference =
    foundation.contract.kind === 'deployment'
      ? misfitToDeployment(one.contract, foundation.contract)
      : differenceBetween(one.contract, foundation.contract);
  if (difference === undefined) {
    return [];
  }
  const { kind, words } = difference;
  return [
    {
      kind,
      file: one.file,
      what: `${one.file} builds on ${foundation.file}, but ${words}.`,
      fix: `Re-run the step that wrote ${one.file}, with the files of its own run.`,
    },
  ];
}

function misfitToDeployment(
  { run }: Contract,
  deployment: Extract<Contract, { kind: 'deployment' }>,
): { readonly kind: Break['kind']; readonly words: string } | undefined {
  if (deployment.state === 'inProgress') {
    return { kind: 'unfinished', words: 'that deployment was not finished' };
  }
  return run.commit === deployment.run.commit
    ? undefined
    : { kind: 'otherCommit', words: `that deployed commit ${deployment.run.commit}, not ${run.commit}` };
}

function sameModelVersion(one: Contract, other: Contract): boolean {
  return one.kind === 'deployment' || differenceBetween(one, other) === undefined;
}

/** Enough digits for a person to compare. */
export function short(sha256: string): string {
  return sha256.slice(0, 12);
}
