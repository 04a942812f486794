/** An answer of AWS: a body and its kind. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is refused, with the code that the SDK reads. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const xml = (body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  ...{ status: 200, type: 'text/xml', headers },
  body: `<?xml version="1.0"?>\n${body}`,
});

export const json = (body: unknown): Answer => ({
  status: 200,
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
});

/** The answer of a service that speaks AWS Query. */
export const query = (action: string, result: string): Answer =>
  xml(
    `<${action}Response><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
  );

/** Fields `Name.member.1`, `Name.Kind.2`, … of a form, in order. */
export const listOf = (form: URLSearchParams, pattern: RegExp): string[] =>
  [...form].filter(([name]) => pattern.test(name)).map(([, value]) => value);
