// Preloaded into a task's process: the names in TEST_PUBLIC_NAMES lead to this machine, as a resolver would say it.
const dns = require('node:dns');

const realLookup = dns.lookup;
const names = new Set((process.env.TEST_PUBLIC_NAMES ?? '').split(','));

dns.lookup = (hostname, options, callback) => {
  if (!names.has(hostname)) {
    return realLookup(hostname, options, callback);
  }
  const found = { address: '127.0.0.1', family: 4 };
  return setImmediate(() => (options.all ? callback(null, [found]) : callback(null, found.address, found.family)));
};
