import { formatDuration } from '../lib/core/durations';
import { systemClock } from '../lib/core/node/system-clock';
import { buildIfStale } from './built-extension';
import { DemoError } from './demo-error';
import { onLaptop } from './laptop';
import { readOptions } from './options';
import { openPrinter } from './printer';
import { newProject } from './project';
import { stopOnSignals } from './stop';
import { chaptersOn, tellEnding, tellOpening } from './story';

const STOPPED_BY_READER = 130;

const stopping = stopOnSignals();
const stop = stopping.signal;
const printer = openPrinter(() => stopping.abort());

async function demo(): Promise<void> {
  const begun = systemClock.now();
  const options = readOptions(process.argv.slice(2));
  tellOpening(printer, options);
  await buildIfStale(printer, stop);
  await onLaptop({ printer, stop }, async (laptop) => {
    const project = await newProject(laptop, options);
    const context = { laptop, project, printer, stop, releases: [] };
    const lessons: string[] = [];
    for (const chapter of chaptersOn(options.registry)) {
      lessons.push(await chapter(context));
    }
    tellEnding(context, { lessons, took: formatDuration(systemClock.now() - begun), stay: options.stay });
    if (options.stay) {
      await aborted(stop);
    }
  });
  if (options.stay) {
    printer.say('', 'Stopped. Everything that was started has ended.');
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

demo().catch((error: unknown) => {
  printer.done();
  if (stop.aborted) {
    printer.say('', 'Stopped. Everything that was started has ended.');
    process.exitCode = STOPPED_BY_READER;
    return;
  }
  printer.error(DemoError.of(error).lines);
  process.exitCode = 1;
});
