import { fake, type SinonSpy } from 'sinon';
import type { TokenTools } from '../../../lib/databricks/auth/login';
import { httpClient } from '../../../lib/http/client';
import type { HttpResponse, Send } from '../../../lib/http/message';
import { VirtualClock } from '../virtual-clock';

export interface RecordedLogin {
  readonly tools: TokenTools;
  /** Called with name and value of each secret. */
  readonly mask: SinonSpy<[name: string, value: string], void>;
}

export function recordedLogin(send: Send = httpClient({}), start = 1_000_000): RecordedLogin {
  const mask = fake<[name: string, value: string], void>();
  const tools: TokenTools = {
    send,
    clock: new VirtualClock({ start }),
    random: () => 0.5,
    onRetry: () => undefined,
    mask,
  };
  return { tools, mask };
}

export function answering(response: Partial<HttpResponse>): Send {
  return () => Promise.resolve({ status: 200, headers: {}, body: '', ...response });
}
