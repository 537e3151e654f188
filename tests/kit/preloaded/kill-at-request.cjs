// Preloaded into a task: the process ends without a word at the request of the given number, sent or not.
const http = require('node:http');

const at = Number(process.env.TEST_KILL_AT);
const isSent = process.env.TEST_KILL_MOMENT === 'after';
const { request } = http;
let count = 0;

http.request = (...args) => {
  const isLast = count++ === at;
  if (isLast && !isSent) {
    process.kill(process.pid, 'SIGKILL');
  }
  const sent = request(...args);
  if (isLast) {
    sent.once('response', () => process.kill(process.pid, 'SIGKILL'));
  }
  return sent;
};
