import type { Comparison } from '../../contracts/contract';

const WORDS: Readonly<Record<Comparison['verdict'], string>> = {
  FIRST_MODEL: 'First model',
  SUPERIOR: 'Better',
  NON_INFERIOR: 'Equal within the margin',
  INCONCLUSIVE: 'Not clear',
  INFERIOR: 'Worse',
  ERROR: 'Not compared',
};

/** Who was compared with whom. */
export function titleOf({ model, seen: { champion } }: Comparison): string {
  const against =
    champion === undefined ? ', with no champion to beat' : ` against version ${championText(champion, model.name)}`;
  return `${model.name}: version ${model.version}${against}`;
}

/** The verdict in people's words, and what it means for the champion. */
export function headlineOf(comparison: Comparison): string {
  const { verdict, isBetter, mode, model } = comparison;
  const head = `${WORDS[verdict]} (${verdict})`;
  if (mode === 'report') {
    return `${head}: this is only a report, so nothing is promoted on it.`;
  }
  const { champion } = comparison.seen;
  if (verdict === 'ERROR') {
    return `${head}: ${champion === undefined ? 'nothing is promoted' : `version ${championText(champion, model.name)} stays`} until a comparison succeeds.`;
  }
  const place =
    champion === undefined ? 'be the first champion' : `replace version ${championText(champion, model.name)}`;
  return `${head}: the policy ${isBetter ? 'allows' : 'does not allow'} version ${model.version} to ${place}.`;
}

/** As a sentence of its own. */
export function reasonOf({ because }: Comparison): string {
  return because.charAt(0).toUpperCase() + because.slice(1);
}

export function championText(
  { name, version, registry }: NonNullable<Comparison['seen']['champion']>,
  model: string,
): string {
  const where = registry === undefined ? '' : ` in the registry ${registry}`;
  return name === model && registry === undefined ? version : `${version} of ${name}${where}`;
}
