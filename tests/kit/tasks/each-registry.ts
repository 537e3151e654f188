import type { RegistryUnderTest } from '../registry/registries';
import { variants } from '../tier';
import { useRegistrationFixtures, type RegistrationFixture } from './register-fixture';

type Open = (under: RegistryUnderTest) => Promise<RegistrationFixture>;

/** Describes the same behavior with each kind of registry of this tier. */
export function onEachRegistry(
  subject: string,
  dialects: readonly RegistryUnderTest[],
  tests: (under: RegistryUnderTest, open: Open) => void,
): void {
  describe(subject, function () {
    // scikit-learn takes its time.
    this.timeout(180_000);
    const open = useRegistrationFixtures();
    for (const under of variants(dialects)) {
      describe(`with ${under.name}`, () => tests(under, open));
    }
  });
}
