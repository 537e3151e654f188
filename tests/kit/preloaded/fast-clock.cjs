// Preloaded into a task's process: its clock runs TEST_CLOCK_SPEED times as fast, so that minutes of waiting pass in moments.
const timers = require('node:timers/promises');

const speed = Number(process.env.TEST_CLOCK_SPEED);
const realNow = Date.now;
const realDelay = timers.setTimeout;
const start = realNow();

Date.now = () => start + (realNow() - start) * speed;
timers.setTimeout = (milliseconds, value, options) => realDelay(milliseconds / speed, value, options);
