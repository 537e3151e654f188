import { StepsFixture } from './steps-fixture';

/** Runs the steps of its first argument until somebody kills it. */
const [yaml = ''] = process.argv.slice(2);

void new StepsFixture().run(yaml);
