/** A share of traffic for the new version, in percent, and how long it is watched at that before the next step. */
export interface Step {
  readonly weight: number;
  readonly seconds: number;
}

export const strategyNames = ['blue-green', 'canary'] as const;
export type Strategy = (typeof strategyNames)[number];

/**
 * The specification's two ways. In the last step the old version still runs and can have its traffic back at once.
 * Five minutes are what the alarm on the API's errors needs to ring; a canary is watched a quarter of an hour at each step.
 */
export const strategies: Readonly<Record<Strategy, readonly Step[]>> = {
  'blue-green': [
    { weight: 10, seconds: 300 },
    { weight: 50, seconds: 300 },
    { weight: 100, seconds: 600 },
  ],
  canary: [
    { weight: 5, seconds: 900 },
    { weight: 25, seconds: 900 },
    { weight: 50, seconds: 900 },
    { weight: 100, seconds: 900 },
  ],
};
