/** Which indices are looked at. */
export type Logs = 'api' | 'backend' | 'workers' | 'all';

const titles: Readonly<Record<Logs, string>> = {
  api: 'logs-api-*',
  backend: 'logs-backend-*',
  workers: 'logs-workers-*',
  all: 'logs-*',
};

/** What is counted: lines, how many different values of a field there are, or its percentiles. */
type Measure =
  | { readonly type: 'count' }
  | { readonly type: 'cardinality'; readonly field: string }
  | { readonly type: 'percentiles'; readonly field: string; readonly percents: readonly number[] };

export interface LogPanel {
  readonly title: string;
  readonly kind: 'metric' | 'line' | 'histogram' | 'horizontal_bar' | 'table';
  readonly logs: Logs;
  /** In Dashboards' query language; '' is all. */
  readonly query: string;
  readonly measure?: Measure;
  /** By time, or by a field whose values come most often. */
  readonly by?: 'time' | string;
  /** Of `by`, each part again by these. */
  readonly split?: readonly string[];
}

/** Lines as they are, newest first. */
export interface LogSearch {
  readonly title: string;
  readonly kind: 'search';
  readonly logs: Logs;
  readonly query: string;
  readonly columns: readonly string[];
}

export interface LogDashboard {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** `now-24h`. */
  readonly from: string;
  /** Each row's panels share its width. */
  readonly rows: readonly (readonly (LogPanel | LogSearch)[])[];
}

/** As Dashboards exports and imports it: one to a line. */
export interface SavedObject {
  readonly id: string;
  readonly type: 'index-pattern' | 'visualization' | 'search' | 'dashboard';
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly { readonly name: string; readonly type: string; readonly id: string }[];
}

const count: Measure = { type: 'count' };
const width = 48;
const height = 14;
/** How many values of a field are shown. */
const most = 15;

const indexReference = 'kibanaSavedObjectMeta.searchSourceJSON.index';
const patternId = (logs: Logs) => `ai-film-studio-logs-${logs}`;

const patterns: readonly SavedObject[] = Object.entries(titles).map(([logs, title]) => ({
  id: `ai-film-studio-logs-${logs}`,
  type: 'index-pattern',
  attributes: { title, timeFieldName: '@timestamp' },
  references: [],
}));

const sourceOf = ({ query }: { readonly query: string }) => ({
  searchSourceJSON: JSON.stringify({ query: { query, language: 'kuery' }, filter: [], indexRefName: indexReference }),
});

function aggregationsOf({ kind, measure = count, by, split = [] }: LogPanel): readonly object[] {
  const { type, ...params } = measure;
  const terms = (field: string, schema: string, id: number) => ({
    id: String(id),
    enabled: true,
    type: 'terms',
    schema,
    // Percentiles cannot order: then the count does.
    params: { field, size: most, order: 'desc', orderBy: type === 'percentiles' ? '_key' : '1' },
  });
  const first = kind === 'table' ? 'bucket' : 'segment';
  const bucket =
    by === 'time'
      ? [
          {
            id: '2',
            enabled: true,
            type: 'date_histogram',
            schema: first,
            params: { field: '@timestamp', interval: 'auto', min_doc_count: 1 },
          },
        ]
      : by
        ? [terms(by, first, 2)]
        : [];
  return [
    { id: '1', enabled: true, type, schema: 'metric', params },
    ...bucket,
    ...split.map((field, index) => terms(field, kind === 'table' ? 'bucket' : 'group', 3 + index)),
  ];
}

function panelObject(panel: LogPanel | LogSearch, id: string): SavedObject {
  const { title, kind, logs } = panel;
  const references = [{ name: indexReference, type: 'index-pattern', id: patternId(logs) }];
  const kibanaSavedObjectMeta = sourceOf(panel);
  if (kind === 'search') {
    const attributes = {
      title,
      description: '',
      columns: panel.columns,
      sort: [['@timestamp', 'desc']],
      version: 1,
      kibanaSavedObjectMeta,
    };
    return { id, type: 'search', attributes, references };
  }
  // What is not said of the look is Dashboards' own.
  const visState = JSON.stringify({
    title,
    type: kind,
    aggs: aggregationsOf(panel),
    params: { type: kind, addLegend: true, addTooltip: true },
  });
  return {
    id,
    type: 'visualization',
    attributes: { title, description: '', visState, uiStateJSON: '{}', version: 1, kibanaSavedObjectMeta },
    references,
  };
}

/** A dashboard, and all that is on it. */
function dashboardObjects({ id, title, description, from, rows }: LogDashboard): readonly SavedObject[] {
  const placed = rows.flatMap((panels, y) =>
    panels.map((panel, x) => ({ panel, x, y, w: Math.floor(width / panels.length) })),
  );
  const objects = placed.map(({ panel }, index) => panelObject(panel, `${id}-${index + 1}`));
  const panels = placed.map(({ x, y, w }, index) => ({
    panelIndex: String(index + 1),
    gridData: { i: String(index + 1), x: x * w, y: y * height, w, h: height },
    embeddableConfig: {},
    panelRefName: `panel_${index}`,
  }));
  const dashboard: SavedObject = {
    id,
    type: 'dashboard',
    attributes: {
      title,
      description,
      panelsJSON: JSON.stringify(panels),
      optionsJSON: JSON.stringify({ useMargins: true, hidePanelTitles: false }),
      timeRestore: true,
      timeFrom: from,
      timeTo: 'now',
      version: 1,
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({ query: { query: '', language: 'kuery' }, filter: [] }),
      },
    },
    references: objects.map(({ id, type }, index) => ({ name: `panel_${index}`, type, id })),
  };
  return [...objects, dashboard];
}

/** Dashboards with their index patterns, as a file to be imported. */
export const savedObjects = (dashboards: readonly LogDashboard[]): readonly SavedObject[] => [
  ...patterns,
  ...dashboards.flatMap(dashboardObjects),
];
