/** A logging command: `##vso[area.event key=value;key=value]text`. */
export interface Command {
  /** Lower case. */
  readonly area: string;
  readonly event: string;
  /** Keys as written; read them with `property`. */
  readonly properties: ReadonlyMap<string, string>;
  readonly text: string;
}

const PREFIX = '##vso[';

/** Finds a command anywhere in a line; `undefined` when there is none or it is malformed. */
export function parseCommand(line: string): Command | undefined {
  const start = line.indexOf(PREFIX);
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) {
    return undefined;
  }
  const inside = line.slice(start + PREFIX.length, end);
  const space = inside.indexOf(' ');
  const name = space < 0 ? inside : inside.slice(0, space);
  const [area, event, ...rest] = name.split('.').filter((part) => part !== '');
  if (area === undefined || event === undefined || rest.length > 0) {
    return undefined;
  }
  return {
    area: area.toLowerCase(),
    event: event.toLowerCase(),
    properties: parseProperties(space < 0 ? '' : inside.slice(space + 1)),
    text: unescape(line.slice(end + 1)),
  };
}

/** True for text that tries to be a command, well-formed or not. */
export function mentionsCommand(line: string): boolean {
  return line.includes('##vso');
}

export function property(command: Command, name: string): string | undefined {
  return command.properties.get(name.toLowerCase());
}

/** Blanks around a key belong to it, so `; isoutput=true` sets nothing; that is how the agent reads it. */
function parseProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const pair of text.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && equals < pair.length - 1) {
      properties.set(pair.slice(0, equals).toLowerCase(), unescape(pair.slice(equals + 1)));
    }
  }
  return properties;
}

// The percent sign comes last, so that an escaped percent cannot form another escape.
function unescape(text: string): string {
  return text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%AZP25', '%');
}
