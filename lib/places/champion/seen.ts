import type { Candidate } from '../../contracts/contract';
import type { PlaceHolders } from './moves';

/** The champion's place for the evidence; if a registry has two, the one in use. */
export function championSeen(before: readonly PlaceHolders[], after: readonly PlaceHolders[]): Candidate['champion'] {
  const seen = after.find(({ versions }) => versions.length > 0) ?? after[0];
  const place = seen?.place ?? '';
  const earlier = before.find((holders) => holders.place === place);
  return { place, before: (earlier?.versions ?? []).map(String), after: (seen?.versions ?? []).map(String) };
}
