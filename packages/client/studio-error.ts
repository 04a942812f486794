/** The studio refused a call, or failed at it: what its `application/problem+json` says. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  /** Stable, in kebab case, such as `not-found`; `no-problem` when the answer was not the studio's own. */
  readonly code: string;
  readonly status: number;
  /** What is wrong and how to mend it, for a person. */
  readonly detail: string;
  /** To find the request in the studio's logs. */
  readonly requestId: string;
  /** All that the problem says. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, requestId: string, problem: Readonly<Record<string, unknown>>) {
    const detail = typeof problem.detail === 'string' ? problem.detail : `The answer was ${status} and no reason.`;
    super(detail);
    this.code = typeof problem.code === 'string' ? problem.code : 'no-problem';
    this.status = status;
    this.detail = detail;
    this.requestId = requestId;
    this.problem = problem;
  }
}

/** What an answer that is none says. */
export async function errorOf(response: Response): Promise<StudioError> {
  const text = await response.text().catch(() => '');
  return new StudioError(response.status, response.headers.get('x-request-id') ?? '', problemIn(text));
}

function problemIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const problem: unknown = JSON.parse(text);
    return typeof problem === 'object' && problem !== null ? { ...problem } : {};
  } catch {
    return {};
  }
}
