/** A message of a stream of events. */
export interface StreamMessage {
  readonly event: string;
  readonly data: string;
  /** `null` for what cannot be resumed after. */
  readonly id: string | null;
}

/** Reads a stream as this studio writes it: each field once, in one line. */
export async function* readEventStream(response: Response): AsyncGenerator<StreamMessage, void, undefined> {
  if (!response.ok || !response.body)
    throw new Error(`The stream was refused: ${response.status} ${await response.text()}`);
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const field = (name: string) =>
        message
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const [event, data] = [field('event'), field('data')];
      if (event !== undefined && data !== undefined) yield { event, data, id: field('id') ?? null };
    }
  }
}
