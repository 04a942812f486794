import type { GlobalClients, RegionClients } from './clients.ts';
import type { Probe } from './probe.ts';
import type { Settings } from './settings.ts';
import type { Clock } from './step.ts';

/** What steps work with. */
export interface World {
  readonly settings: Settings;
  readonly primary: RegionClients;
  readonly recovery: RegionClients;
  readonly global: GlobalClients;
  readonly clock: Clock;
  readonly probe: (probe: Probe) => Promise<string>;
}
