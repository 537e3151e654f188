/** What is wrong with an expression, and at which letter of it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
