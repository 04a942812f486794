/** An error that AWS answers with: its code, and words. */
export class ClientFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
