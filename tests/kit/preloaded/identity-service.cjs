// Preloaded into a task's process: the address of Azure's identity service leads to a port of this machine.
const { Agent } = require('node:http');

const realConnection = Agent.prototype.createConnection;
const port = Number(process.env.TEST_IDENTITY_SERVICE_PORT);

Agent.prototype.createConnection = function createConnection(options, ...rest) {
  const isIdentityService = options.host === '169.254.169.254';
  return realConnection.call(this, isIdentityService ? { ...options, host: '127.0.0.1', port } : options, ...rest);
};
