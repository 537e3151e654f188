import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { Fields } from '../http/fields';
import { invalidParameter } from '../http/refusal';
import type { StatementParameter, StatementText } from './statement';

const REFUSED_TYPES = /^(?:BINARY|ARRAY|MAP|STRUCT)\b/i;
const DEFAULT_WAIT_SECONDS = 10;

export interface Wait {
  readonly milliseconds: number;
  readonly onTimeout: 'CONTINUE' | 'CANCEL';
}

export function statementText(fields: Fields): StatementText {
  const text = fields.text('statement');
  const disposition = fields.optionalText('disposition') ?? 'INLINE';
  const format = fields.optionalText('format') ?? 'JSON_ARRAY';
  if (disposition !== 'INLINE' || format !== 'JSON_ARRAY') {
    throw invalidParameter(
      disposition === 'INLINE'
        ? `The format ${format} is not supported for disposition INLINE.`
        : `The workspace stand-in returns results inline only, not as ${disposition}.`,
    );
  }
  return {
    text,
    parameters: fields.objects('parameters').map((json) => parameterOf(json)),
    catalog: fields.optionalText('catalog'),
    schema: fields.optionalText('schema'),
    rowLimit: fields.wholeNumber('row_limit'),
  };
}

export function waitOf(fields: Fields): Wait {
  const onTimeout = fields.optionalText('on_wait_timeout') ?? 'CONTINUE';
  const text = fields.optionalText('wait_timeout') ?? `${DEFAULT_WAIT_SECONDS}s`;
  const seconds = Number(/^(\d+)s$/.exec(text)?.[1]);
  const isPossible = seconds === 0 || (seconds >= 5 && seconds <= 50);
  if (!isPossible) {
    throw invalidParameter(`wait_timeout '${text}' must be 0s or between 5s and 50s.`);
  }
  if (onTimeout !== 'CONTINUE' && onTimeout !== 'CANCEL') {
    throw invalidParameter(`on_wait_timeout '${onTimeout}' is not CONTINUE or CANCEL.`);
  }
  return { milliseconds: seconds * 1000, onTimeout };
}

function parameterOf(json: JsonObject): StatementParameter {
  const fields = new Fields(json);
  const type = fields.optionalText('type') ?? 'STRING';
  const name = fields.text('name');
  if (REFUSED_TYPES.test(type)) {
    throw invalidParameter(`Parameter '${name}' has type ${type}, which is not supported for parameters.`);
  }
  return { name, type, value: fields.has('value') ? scalarText(fields.value('value')) : undefined };
}
