import { ifSeen, type Check } from '../check';
import { listed, unless } from '../result';
import { secretsIn } from './secret-shapes';

/** No password or token lies where everybody who sees the model can read it. */
export const secrets: Check = ({ version, run, files }) =>
  ifSeen(run, (training) =>
    ifSeen(files, ({ texts }) => {
      const places = [
        ...named('tag', version.tags),
        ...named('parameter', training?.parameters ?? new Map()),
        { what: 'the description', text: version.description },
        ...[...texts].map(([path, text]) => ({ what: path, text })),
      ];
      const found = places.flatMap(({ what, text }) =>
        secretsIn(text).map((kind) => `${what} looks like it holds ${kind}`),
      );
      return unless(
        found.length === 0 ? [] : [listed(found)],
        `${places.length} texts have nothing that looks like a secret`,
      );
    }),
  );

function named(what: string, texts: ReadonlyMap<string, string>): readonly { what: string; text: string }[] {
  return [...texts].map(([name, text]) => ({ what: `the ${what} '${name}'`, text }));
}
