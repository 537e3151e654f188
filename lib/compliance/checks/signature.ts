import type { Column, Signature } from '../../mlflow/mlmodel';
import { ofFiles } from '../check';
import type { Facts } from '../facts';
import type { Policy } from '../policy';
import { failed, listed, passed, remark, unseen, type Result } from '../result';

/** Inputs and outputs are there, and whoever calls the champion can call this version too. */
export const signature = ofFiles(({ mlModel }, facts, policy) => {
  const { signature: own, whyUnreadSignature } = mlModel;
  if (own === undefined) {
    return failed(
      whyUnreadSignature === undefined
        ? 'there is no signature'
        : `the signature cannot be read: ${whyUnreadSignature}`,
    );
  }
  const missing = (['inputs', 'outputs'] as const).filter((side) => own[side].length === 0);
  if (missing.length > 0) {
    return failed(`the signature has no ${missing.join(' and no ')}`);
  }
  return againstChampion(own, facts, policy);
});

function againstChampion(own: Signature, { champion }: Facts, { hasCallers }: Policy): Result {
  const shape = `${counted(own.inputs.length, 'input')} and ${counted(own.outputs.length, 'output')}`;
  if ('unseen' in champion) {
    return unseen(champion.unseen);
  }
  if (champion.value === undefined) {
    return passed(`${shape}; there is no champion to compare with`);
  }
  const { number, mlModel } = champion.value;
  if ('unseen' in mlModel) {
    return unseen(`${shape}, but version ${number}, the champion, cannot be compared: ${mlModel.unseen}`);
  }
  const theirs = mlModel.value.signature;
  if (theirs === undefined) {
    return remark(`${shape}; version ${number}, the champion, has no signature to compare with`);
  }
  const { breaking, others } = differences(theirs, own, hasCallers);
  const against = `against version ${number}, the champion: ${listed([...breaking, ...others])}`;
  if (breaking.length > 0) {
    return failed(against);
  }
  return others.length > 0 ? remark(against) : passed(`${shape}, the same as those of version ${number}, the champion`);
}

interface Differences {
  readonly breaking: readonly string[];
  /** For a person to look at. */
  readonly others: readonly string[];
}

/** What callers of the champion would meet with the new version. */
function differences(champion: Signature, own: Signature, hasCallers: boolean): Differences {
  const [before, now] = [keyed(champion.inputs), keyed(own.inputs)];
  const lost = [...before].flatMap(([name, column]) => lostOrRetyped(`input ${name}`, column, now.get(name)));
  const needed = [...now].flatMap(([name, column]) => newlyRequired(name, column, before.get(name)));
  const added = [...now].filter(([name, { required }]) => !before.has(name) && !required);
  const outputs = keyed(own.outputs);
  return {
    breaking: [...lost, ...(hasCallers ? needed : [])],
    others: [
      ...(hasCallers ? [] : needed),
      ...added.map(([name]) => `input ${name} is new and may be left out`),
      ...[...keyed(champion.outputs)].flatMap(([name, column]) =>
        lostOrRetyped(`output ${name}`, column, outputs.get(name)),
      ),
    ],
  };
}

function lostOrRetyped(what: string, before: Column, now: Column | undefined): readonly string[] {
  if (now === undefined) {
    return [`${what} (${before.type}) is gone`];
  }
  return now.type === before.type ? [] : [`${what} is ${now.type} instead of ${before.type}`];
}

function newlyRequired(name: string, now: Column, before: Column | undefined): readonly string[] {
  return now.required && before?.required !== true
    ? [`input ${name} (${now.type}) is required${before === undefined ? ' and new' : ', and was not'}`]
    : [];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function keyed(columns: readonly Column[]): ReadonlyMap<string, Column> {
  return new Map(
    columns.map((column, at) => [column.name === undefined ? `number ${at + 1}` : `'${column.name}'`, column]),
  );
}
