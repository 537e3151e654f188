/** Permissions on a scope; each includes those before it. */
export const SECRET_LEVELS = ['READ', 'WRITE', 'MANAGE'] as const;
export type SecretLevel = (typeof SECRET_LEVELS)[number];

export interface Secret {
  readonly key: string;
  readonly base64: string;
  readonly updatedAt: number;
}

export interface SecretScope {
  readonly name: string;
  readonly secrets: readonly Secret[];
  readonly acls: Readonly<Record<string, SecretLevel>>;
}
