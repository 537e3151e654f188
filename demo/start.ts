import { formatDuration } from '../lib/core/durations';
import { systemClock } from '../lib/core/node/system-clock';
import { buildIfStale } from './built-extension';
import { DemoError } from './demo-error';
import { onLaptop } from './laptop';
import { openPrinter } from './printer';
import { stopOnSignals } from './stop';
import { tellChapters, tellEnding, tellOpening } from './story';

const STOPPED_BY_READER = 130;

const stopping = stopOnSignals();
const stop = stopping.signal;
const printer = openPrinter(() => stopping.abort());

async function demo(): Promise<void> {
  const begun = systemClock.now();
  tellOpening(printer);
  await buildIfStale(stop);
  const lessons = await onLaptop((laptop) => tellChapters({ laptop, printer, stop }));
  tellEnding(lessons, formatDuration(systemClock.now() - begun), printer);
}

demo().catch((error: unknown) => {
  if (stop.aborted) {
    printer.say('', 'Stopped. Everything that was started has ended.');
    process.exitCode = STOPPED_BY_READER;
    return;
  }
  printer.error(DemoError.of(error).lines);
  process.exitCode = 1;
});
