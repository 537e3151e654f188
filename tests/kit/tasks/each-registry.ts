import { DIALECTS, type RegistryUnderTest } from '../registry/registries';
import { registrationWorlds, type RegistrationWorld } from './register-world';

type Open = (under: RegistryUnderTest) => Promise<RegistrationWorld>;

/** Describes the same behavior with each kind of registry. */
export function onEachRegistry(subject: string, tests: (under: RegistryUnderTest, open: Open) => void): void {
  describe(subject, function () {
    // scikit-learn takes its time.
    this.timeout(180_000);
    const open = registrationWorlds();
    for (const under of DIALECTS) {
      describe(`with ${under.name}`, () => tests(under, open));
    }
  });
}
