/** What the small AWS remembers. Tests set it and look at it. */
export interface Database {
  identifier: string;
  arn: string;
  status: string;
  source: string | null;
  securityGroups: string[];
  tags: Map<string, string>;
  /** What it becomes, and after how many looks at it; `Infinity`: it hangs. */
  next: { after: number; change: (database: Database) => void } | null;
}

export interface Service {
  name: string;
  desired: number;
  running: number;
  /** Of its scalable target. */
  min: number;
  max: number;
}

export interface Group {
  name: string;
  min: number;
  max: number;
  instances: number;
}

export interface RegionState {
  databases: Database[];
  services: Service[];
  groups: Group[];
  /** CloudWatch's ReplicaLag by database: seconds of each minute, as of `now`. */
  lag: (identifier: string, now: number) => readonly { readonly at: number; readonly lag: number }[];
}

export interface AwsState {
  readonly regions: Map<string, RegionState>;
  /** Resource record sets as Route 53's XML. */
  records: string[];
  /** The configuration of the distribution as CloudFront's XML, without its outer element. */
  distribution: { config: string; version: number; looksUntilDeployed: number };
  /** Looks until the newest change of DNS is everywhere. */
  looksUntilInSync: number;
  /** How long things take, in looks; `Infinity` for ever. */
  readonly pace: { promotion: number; creation: number; deployment: number; dns: number };
}

export function database(identifier: string, region: string, source: string | null = null): Database {
  const arn = `arn:aws:rds:${region}:123456789012:db:${identifier}`;
  return { identifier, arn, status: 'available', source, securityGroups: ['sg-database'], tags: new Map(), next: null };
}

/** A look at a database lets its time pass. */
export function look(one: Database): void {
  if (!one.next) return;
  one.next.after -= 1;
  if (one.next.after > 0) return;
  const { change } = one.next;
  one.next = null;
  change(one);
}
