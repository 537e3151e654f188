import { ifSeen, type Check } from '../check';
import { listed, passed, unless } from '../result';

/** The feature tables that the model looks up are there, and can be read. */
export const features: Check = (facts) =>
  ifSeen(facts.features, (tables) =>
    tables.length === 0
      ? passed('the model names no feature tables')
      : unless(
          tables.flatMap(({ table, refusal }) => (refusal === undefined ? [] : [`${table}: ${refusal}`])),
          `${listed(tables.map(({ table }) => table))} can be read`,
        ),
  );
