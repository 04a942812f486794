/** Units as Grafana names them: https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit */
type Unit =
  | 'short'
  | 'percent'
  | 'percentunit'
  | 's'
  | 'bytes'
  | 'mbytes'
  | 'Bps'
  | 'reqps'
  | 'ops'
  | 'currencyUSD'
  | 'celsius'
  | 'watt';

/** A query, and what its lines are called: `{{type}}` is the value of a label. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** What it shows, and from where on it is bad, for somebody who sees it the first time. */
  readonly description: string;
  readonly kind: 'timeseries' | 'stat' | 'bargauge' | 'table';
  readonly unit: Unit;
  readonly queries: readonly [Query, ...Query[]];
  /** From this value on it is red. */
  readonly bad?: number;
  /** One answer for the whole range of time, not one for each moment. */
  readonly instant?: boolean;
  readonly stacked?: boolean;
}

/** Panels beside each other, under a heading. */
export interface Row {
  readonly title: string;
  /** Height in Grafana's rows of 30 pixels. */
  readonly height: number;
  readonly panels: readonly Panel[];
}

/** A value that is set above the dashboard, and used in queries as `$name`. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

export interface Board {
  /** Of its address, and of the file: never changed, or links break. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** How far back it looks at first: `now-6h`. */
  readonly from: string;
  readonly variables?: readonly Variable[];
  readonly rows: readonly Row[];
}

/** One query. @example q('sum by (type) (studio_queue_jobs)', '{{type}}') */
export const q = (expr: string, legend: string): Query => ({ expr, legend });

/** A line over time. */
export const lines = (
  title: string,
  unit: Unit,
  queries: Panel['queries'],
  more: Pick<Panel, 'description'> & Partial<Pick<Panel, 'bad' | 'stacked'>>,
): Panel => ({ kind: 'timeseries', title, unit, queries, ...more });

/** One number, large. */
export const number = (
  title: string,
  unit: Unit,
  expr: string,
  more: Pick<Panel, 'description'> & Partial<Pick<Panel, 'bad'>>,
): Panel => ({ kind: 'stat', title, unit, queries: [q(expr, title)], instant: true, ...more });

/** Bars of one moment, longest first where the query sorts. */
export const bars = (title: string, unit: Unit, query: Query, description: string): Panel => ({
  kind: 'bargauge',
  title,
  unit,
  queries: [query],
  instant: true,
  description,
});

/** A query with what Grafana puts in: the time between scrapes, the time shown, and the variables of a dashboard. */
export const plainQuery = (expr: string): string =>
  expr
    .replaceAll('$__rate_interval', '1m')
    .replaceAll('$__range', '6h')
    .replace(/\$[a-z]\w*/g, '1');

const source = { type: 'prometheus', uid: 'prometheus' };
const width = 24;

function panelJson(panel: Panel, id: number, gridPos: object): object {
  const { title, description, kind, unit, queries, bad, instant = false, stacked = false } = panel;
  const steps = [{ color: 'green', value: null }, ...(bad === undefined ? [] : [{ color: 'red', value: bad }])];
  return {
    id,
    type: kind,
    title,
    description,
    datasource: source,
    gridPos,
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource: source,
      expr,
      legendFormat: legend,
      ...(instant
        ? { instant: true, range: false, format: kind === 'table' ? 'table' : 'time_series' }
        : { range: true }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        thresholds: { mode: 'absolute', steps },
        ...(kind === 'timeseries'
          ? {
              custom: {
                fillOpacity: stacked ? 30 : 0,
                stacking: { mode: stacked ? 'normal' : 'none' },
                thresholdsStyle: { mode: bad === undefined ? 'off' : 'line' },
              },
            }
          : {}),
      },
      overrides: [],
    },
    options: optionsOf(kind),
  };
}

function optionsOf(kind: Panel['kind']): object {
  const reduceOptions = { calcs: ['lastNotNull'], fields: '', values: false };
  if (kind === 'stat') return { reduceOptions, colorMode: 'value', graphMode: 'none' };
  if (kind === 'bargauge') return { reduceOptions, orientation: 'horizontal', displayMode: 'basic' };
  if (kind === 'table') return { showHeader: true };
  return { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } };
}

/** A dashboard as Grafana keeps it. Panels are laid out row by row, and share their row's width. */
export function boardJson({ uid, title, description, from, variables = [], rows }: Board): object {
  const panels: object[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y, w: width, h: 1 },
    });
    const w = Math.floor(width / row.panels.length);
    row.panels.forEach((panel, index) => {
      panels.push(panelJson(panel, panels.length + 1, { x: index * w, y: y + 1, w, h: row.height }));
    });
    y += 1 + row.height;
  }
  return {
    uid,
    title,
    description,
    tags: ['ai-film-studio'],
    schemaVersion: 41,
    editable: false,
    refresh: '30s',
    time: { from, to: 'now' },
    timezone: 'utc',
    links: [{ type: 'dashboards', tags: ['ai-film-studio'], title: 'Dashboards', asDropdown: true, keepTime: true }],
    templating: {
      list: variables.map(({ name, label, value }) => ({
        type: 'textbox',
        name,
        label,
        query: value,
        current: { text: value, value },
      })),
    },
    panels,
  };
}
