import type { TokenTools } from '../../../lib/databricks/auth/login';
import { httpClient } from '../../../lib/http/client';
import type { HttpResponse, Send } from '../../../lib/http/message';
import { VirtualClock } from '../virtual-clock';

export interface RecordedLogin {
  readonly tools: TokenTools;
  readonly masked: string[];
}

export function recordedLogin(send: Send = httpClient({}), start = 1_000_000): RecordedLogin {
  const masked: string[] = [];
  const tools: TokenTools = {
    send,
    clock: new VirtualClock({ start }),
    random: () => 0.5,
    onRetry: () => undefined,
    mask: (_name, value) => void masked.push(value),
  };
  return { tools, masked };
}

export function answering(response: Partial<HttpResponse>): Send {
  return () => Promise.resolve({ status: 200, headers: {}, body: '', ...response });
}
