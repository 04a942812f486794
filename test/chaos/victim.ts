/** Something that the storm strikes. */
export interface Victim {
  readonly name: string;
  /** Takes it away without a warning. Fulfilled when it is back. */
  strike(): Promise<void>;
}
