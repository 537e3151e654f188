import { formatDuration } from '../lib/core/durations';
import { systemClock } from '../lib/core/node/system-clock';
import { buildIfStale } from './built-extension';
import { DemoError } from './demo-error';
import { onLaptop } from './laptop';
import { openPrinter } from './printer';
import { readerIsDone } from './reader';
import { stopOnSignals } from './stop';
import { tellChapters, tellEnding, tellOpening, tellPages } from './story';

const STOPPED_BY_READER = 130;

const stopping = stopOnSignals();
const stop = stopping.signal;
const printer = openPrinter(() => stopping.abort());
const isTerminal = process.stdin.isTTY && process.stdout.isTTY;

async function demo(): Promise<void> {
  const begun = systemClock.now();
  tellOpening(printer);
  await buildIfStale(stop);
  const took = await onLaptop(async (laptop) => {
    const context = { laptop, printer, stop };
    await tellChapters(context);
    const told = formatDuration(systemClock.now() - begun);
    await tellPages(context, isTerminal);
    if (isTerminal) {
      await readerIsDone(process.stdin, stop);
    }
    return told;
  });
  tellEnding(took, printer);
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
