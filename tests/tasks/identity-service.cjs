// Preloaded into a task's process: the address of Azure's identity service leads to a port of this machine.
const http = require('node:http');

const realRequest = http.request;
const port = process.env.TEST_IDENTITY_SERVICE_PORT;

http.request = (url, ...rest) => {
  const target = new URL(url);
  if (target.hostname !== '169.254.169.254') {
    return realRequest(url, ...rest);
  }
  return realRequest(`http://127.0.0.1:${port}${target.pathname}${target.search}`, ...rest);
};
