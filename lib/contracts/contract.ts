import type * as v from 'valibot';
import { candidateSchema } from './candidate';
import { comparisonSchema } from './comparison';
import { complianceSchema } from './compliance';
import { deploymentSchema } from './deployment';
import type { Frozen } from './frozen';
import { proofSchema } from './proof';
import { receiptSchema } from './receipt';

/** All contracts, in the order in which they build on each other. */
export const CONTRACTS = {
  deployment: deploymentSchema,
  candidate: candidateSchema,
  compliance: complianceSchema,
  comparison: comparisonSchema,
  receipt: receiptSchema,
  proof: proofSchema,
} as const;

export type Kind = keyof typeof CONTRACTS;
export const KINDS = Object.keys(CONTRACTS) as readonly Kind[];

export type ContractOf<K extends Kind> = Frozen<v.InferOutput<(typeof CONTRACTS)[K]>>;
export type Deployment = ContractOf<'deployment'>;
export type Candidate = ContractOf<'candidate'>;
export type Compliance = ContractOf<'compliance'>;
export type Comparison = ContractOf<'comparison'>;
export type Receipt = ContractOf<'receipt'>;
export type Proof = ContractOf<'proof'>;
export type Contract = { readonly [K in Kind]: ContractOf<K> }[Kind];

export function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && Object.hasOwn(CONTRACTS, value);
}
