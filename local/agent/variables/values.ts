/** Variables by name. */
export type Values = Readonly<Record<string, string>>;
