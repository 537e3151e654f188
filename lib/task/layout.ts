import type { Condition, Input, Section } from './input';

type Inputs = Readonly<Record<string, Input<unknown>>>;

/** Puts the inputs under a collapsed heading in the editor. */
export function inSection<const I extends Inputs>(section: Section, inputs: I): I {
  return mapped(inputs, (input) => ({ ...input, section }));
}

/** Shows the headings of these inputs only if the condition is met. */
export function sectionsShownWhen<const I extends Inputs>(condition: Condition, inputs: I): I {
  return mapped(inputs, ({ section, ...input }) =>
    section === undefined ? input : { ...input, section: { ...section, shownWhen: condition } },
  );
}

/** Shows the input only if the condition is met. This affects only the editor: a value in YAML always counts. */
export function shownWhen<T>(condition: Condition, input: Input<T>): Input<T> {
  return { ...input, shownWhen: condition };
}

function mapped<I extends Inputs>(inputs: I, change: (input: Input<unknown>) => Input<unknown>): I {
  // The change keeps the result of `read`, so each value keeps its type.
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, change(input)])) as I;
}
