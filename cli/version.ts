/** The build replaces this with the version in package.json. */
declare const EXTENSION_VERSION: string;

export const version = EXTENSION_VERSION;
