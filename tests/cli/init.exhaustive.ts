import { assertInitialized, OTHER_SIZES } from '../kit/project/initialized';
import { useTemporaryFolders } from '../kit/temporary-folders';

describe('mlops init', function () {
  this.timeout(30_000);
  const newFolder = useTemporaryFolders();

  for (const { of, size } of OTHER_SIZES) {
    it(`writes a ${size} project for the registry ${of.registry}`, () => assertInitialized(newFolder(), of, size));
  }
});
