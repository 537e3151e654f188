import { readFileSync } from 'node:fs';
import * as agent from 'azure-pipelines-task-lib/task';
import { isJsonList, parseJson } from '../../core/lossless-json';
import type { Network, Proxy } from '../../http/network';
import { quietly } from '../quietly';

/** The agent's proxy and certificates; the agent does not apply them to tasks. */
export function agentNetwork(): Network {
  const proxy = agentProxy();
  const ca = variable('Agent.CAInfo');
  const cert = variable('Agent.ClientCert');
  const key = variable('Agent.ClientCertKey');
  const passphrase = variable('Agent.ClientCertPassword');
  return {
    ...(proxy === undefined ? {} : { proxy }),
    ...(ca === undefined ? {} : { extraCa: authoritiesIn(ca) }),
    ...(cert === undefined || key === undefined
      ? {}
      : {
          clientCertificate: {
            cert: readFileSync(cert, 'utf8'),
            key: readFileSync(key, 'utf8'),
            ...(passphrase === undefined ? {} : { passphrase }),
          },
        }),
    skipCertificateCheck: variable('Agent.SkipCertValidation')?.toLowerCase() === 'true',
  };
}

/** Node silently ignores a file in another format. */
function authoritiesIn(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new Error(`${path} does not contain a certificate in PEM format`);
  }
  return text;
}

function agentProxy(): Proxy | undefined {
  const url = variable('Agent.ProxyUrl');
  const username = variable('Agent.ProxyUsername');
  const password = variable('Agent.ProxyPassword');
  return url === undefined
    ? undefined
    : {
        url,
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        bypass: bypassList(variable('Agent.ProxyBypassList') ?? '[]'),
      };
}

function bypassList(json: string): readonly string[] {
  try {
    const list = parseJson(json);
    return isJsonList(list) ? list.filter((pattern) => typeof pattern === 'string') : [];
  } catch {
    return [];
  }
}

function variable(name: string): string | undefined {
  const value = quietly(() => agent.getVariable(name));
  return value === '' ? undefined : value;
}
