import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PRETEND_WORKSPACE, PretendSteps } from '../kit/pipelines/pretend-steps';
import { recorded } from './recorded';
import { shapeRun } from './shape-run';

describe('a pipeline as teams have them, when it runs', () => {
  const cases = join(__dirname, 'shapes');
  for (const name of readdirSync(cases)) {
    it(name.replaceAll('-', ' '), async () => {
      const folder = join(cases, name);
      recorded(folder, 'expected.run.txt', await shapeRun(folder, new PretendSteps({}), PRETEND_WORKSPACE));
    });
  }
});
