import type { Part, Parts, Section } from './part';

/** The same keys where they only override: nothing has to be there, and nothing is there by itself. */
export function overriding(parts: Parts): Parts {
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, overridingPart(part)]));
}

function overridingPart(part: Part): Part {
  switch (part.kind) {
    case 'setting': {
      const { default: _default, ...rest } = part;
      return { ...rest, presence: 'optional' };
    }
    case 'section':
      return overridingSection(part);
    // An entry or an item that an override adds is a whole one.
    case 'entries':
      return { ...part, presence: 'optional' };
    case 'items':
      return part;
  }
}

function overridingSection(part: Section): Section {
  return { ...part, presence: 'optional', keys: overriding(part.keys) };
}
