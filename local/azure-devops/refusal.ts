/** A refusal, in the form that all areas of the service use. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    /** The exception on the server, such as `BuildNotFoundException`; clients branch on it. */
    readonly typeKey: string,
    message: string,
  ) {
    super(message);
  }

  get body(): { readonly [name: string]: string | number | null } {
    return {
      $id: '1',
      innerException: null,
      message: this.message,
      typeName: `Microsoft.${this.typeKey}`,
      typeKey: this.typeKey,
      errorCode: 0,
      eventId: 3000,
    };
  }
}

export function unauthorized(): Refusal {
  return new Refusal(
    401,
    'UnauthorizedRequestException',
    'TF400813: The user is not authorized to access this resource.',
  );
}

export function invalidArgument(message: string): Refusal {
  return new Refusal(400, 'InvalidArgumentValueException', message);
}
