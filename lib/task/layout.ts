import type { Condition, Input, Section } from './input';

type Inputs = Readonly<Record<string, Input<unknown>>>;

/** Puts the inputs under a heading of the editor, which it shows folded. */
export function inSection<const I extends Inputs>(section: Section, inputs: I): I {
  return mapped(inputs, (input) => ({ ...input, section }));
}

/** Shows the headings of these inputs only under the condition. */
export function sectionsShownWhen<const I extends Inputs>(condition: Condition, inputs: I): I {
  return mapped(inputs, ({ section, ...input }) =>
    section === undefined ? input : { ...input, section: { ...section, shownWhen: condition } },
  );
}

/** Shows the input only under the condition. The editor alone looks at this: a value in YAML always counts. */
export function shownWhen<T>(condition: Condition, input: Input<T>): Input<T> {
  return { ...input, shownWhen: condition };
}

function mapped<I extends Inputs>(inputs: I, change: (input: Input<unknown>) => Input<unknown>): I {
  // The change keeps what `read` gives, so each value keeps its type.
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, change(input)])) as I;
}
