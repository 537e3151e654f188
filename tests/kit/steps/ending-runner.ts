import { statSync } from 'node:fs';
import { StepsFixture } from './steps-fixture';

/** Runs the steps of its first argument and prints their results and the sizes of their logs. */
async function main([yaml = '']: readonly string[]): Promise<void> {
  const fixture = new StepsFixture();
  try {
    const { outcomes } = await fixture.run(yaml, { job: { onLine: () => undefined } });
    process.stdout.write(
      JSON.stringify(outcomes.map(({ result, log }) => ({ result, bytes: statSync(log.file).size, tail: log.tail }))),
    );
  } finally {
    fixture.dispose();
  }
}

void main(process.argv.slice(2));
