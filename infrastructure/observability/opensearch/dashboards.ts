import { writeFile } from 'node:fs/promises';
import { type LogDashboard, savedObjects } from './saved-objects.ts';

const errors = 'level: error or level: fatal';

/** The four of the specification, in its order. */
export const dashboards: readonly LogDashboard[] = [
  {
    id: 'ai-film-studio-errors',
    title: 'Error log analysis',
    description: 'What goes wrong, where, and since when.',
    from: 'now-24h',
    rows: [
      [
        { kind: 'metric', title: 'Errors', logs: 'all', query: errors },
        { kind: 'metric', title: 'Warnings', logs: 'all', query: 'level: warn' },
        {
          kind: 'metric',
          title: 'Requests with an error',
          logs: 'api',
          query: errors,
          measure: { type: 'cardinality', field: 'reqId' },
        },
        {
          kind: 'metric',
          title: 'Jobs that died',
          logs: 'workers',
          query: 'msg.keyword: "job dead"',
          measure: { type: 'cardinality', field: 'job' },
        },
      ],
      [
        {
          kind: 'histogram',
          title: 'Errors and warnings over time',
          logs: 'all',
          query: `${errors} or level: warn`,
          by: 'time',
          split: ['service'],
        },
      ],
      [
        {
          kind: 'table',
          title: 'Errors by kind',
          logs: 'all',
          query: errors,
          by: 'err.type',
          split: ['err.message.keyword'],
        },
        {
          kind: 'table',
          title: 'What is said most',
          logs: 'all',
          query: `${errors} or level: warn`,
          by: 'msg.keyword',
          split: ['service'],
        },
      ],
      [
        {
          kind: 'table',
          title: 'Jobs that failed, and why',
          logs: 'workers',
          query: 'msg.keyword: ("job retry" or "job dead")',
          by: 'kind',
          split: ['reason.keyword'],
        },
        { kind: 'horizontal_bar', title: 'Dependencies that were down', logs: 'all', query: 'check: *', by: 'check' },
      ],
      [
        {
          kind: 'search',
          title: 'The lines',
          logs: 'all',
          query: errors,
          columns: ['service', 'msg', 'err.type', 'err.message', 'traceId', 'reqId', 'job'],
        },
      ],
      [
        {
          kind: 'search',
          title: 'What is no JSON: processes that crashed',
          logs: 'all',
          query: 'log: *',
          columns: ['container_name', 'log'],
        },
      ],
    ],
  },
  {
    id: 'ai-film-studio-requests',
    title: 'API request patterns',
    description: 'What is asked of the API, how it is answered, and how long that takes.',
    from: 'now-24h',
    rows: [
      [
        { kind: 'metric', title: 'Requests', logs: 'api', query: 'route: *' },
        {
          kind: 'metric',
          title: 'Time, milliseconds',
          logs: 'api',
          query: 'route: *',
          measure: { type: 'percentiles', field: 'milliseconds', percents: [50, 95, 99] },
        },
      ],
      [
        {
          kind: 'histogram',
          title: 'Requests over time, by status',
          logs: 'api',
          query: 'route: *',
          by: 'time',
          split: ['status'],
        },
      ],
      [
        {
          kind: 'table',
          title: 'Routes that are asked most',
          logs: 'api',
          query: 'route: *',
          by: 'route',
          split: ['method', 'status'],
        },
        {
          kind: 'table',
          title: 'Routes that take long',
          logs: 'api',
          query: 'milliseconds > 1000',
          by: 'route',
          split: ['method'],
        },
      ],
      [
        {
          kind: 'line',
          title: 'Time over time, milliseconds',
          logs: 'api',
          query: 'route: * and not route: */events',
          measure: { type: 'percentiles', field: 'milliseconds', percents: [50, 95] },
          by: 'time',
        },
        { kind: 'horizontal_bar', title: 'Asked with', logs: 'api', query: 'via: *', by: 'via' },
      ],
      [
        { kind: 'table', title: 'What was refused', logs: 'api', query: 'code: *', by: 'code', split: ['status'] },
        {
          kind: 'search',
          title: 'Slow requests',
          logs: 'api',
          query: 'milliseconds > 1000 and not route: */events',
          columns: ['method', 'route', 'status', 'milliseconds', 'reqId', 'traceId'],
        },
      ],
    ],
  },
  {
    id: 'ai-film-studio-users',
    title: 'User behaviour tracking',
    description: 'How many people are here, and what they do. A user is an id: names and addresses are in no log.',
    from: 'now-7d',
    rows: [
      [
        {
          kind: 'metric',
          title: 'Users',
          logs: 'api',
          query: 'userId: *',
          measure: { type: 'cardinality', field: 'userId' },
        },
        {
          kind: 'metric',
          title: 'Users who handed in a screenplay',
          logs: 'api',
          query: 'method: POST and route: "/v1/projects/:projectId/drafts" and status < 300',
          measure: { type: 'cardinality', field: 'userId' },
        },
        {
          kind: 'metric',
          title: 'Users who asked for a plan',
          logs: 'api',
          query: 'method: POST and route: "/v1/projects/:projectId/plan" and status < 300',
          measure: { type: 'cardinality', field: 'userId' },
        },
        {
          kind: 'metric',
          title: 'Users who began a film',
          logs: 'api',
          query: 'method: POST and route: "/v1/projects/:projectId/films" and status < 300',
          measure: { type: 'cardinality', field: 'userId' },
        },
      ],
      [
        {
          kind: 'line',
          title: 'Users over time',
          logs: 'api',
          query: 'userId: *',
          measure: { type: 'cardinality', field: 'userId' },
          by: 'time',
        },
      ],
      [
        {
          kind: 'table',
          title: 'What most users do',
          logs: 'api',
          query: 'userId: *',
          measure: { type: 'cardinality', field: 'userId' },
          by: 'route',
          split: ['method'],
        },
        { kind: 'table', title: 'Who does most', logs: 'api', query: 'userId: *', by: 'userId', split: ['via'] },
      ],
      [
        {
          kind: 'histogram',
          title: 'Films, drafts and plans',
          logs: 'api',
          query: 'method: POST and route: (*films or *drafts or *plan) and status < 300',
          by: 'time',
          split: ['route'],
        },
        {
          kind: 'horizontal_bar',
          title: 'Users who were turned away for want of credits',
          logs: 'api',
          query: 'status: 402 and userId: *',
          measure: { type: 'cardinality', field: 'userId' },
          by: 'route',
        },
      ],
    ],
  },
  {
    id: 'ai-film-studio-security',
    title: 'Security incident detection',
    description:
      'Attempts to get in, to get further than one may, and to wear the API out. Addresses are in the log of the firewall (WAF) alone.',
    from: 'now-24h',
    rows: [
      [
        { kind: 'metric', title: 'Not signed in (401)', logs: 'api', query: 'route: * and status: 401' },
        { kind: 'metric', title: 'Not allowed (403)', logs: 'api', query: 'route: * and status: 403' },
        { kind: 'metric', title: 'Too many (429)', logs: 'api', query: 'route: * and status: 429' },
        { kind: 'metric', title: 'Addresses that there are not', logs: 'api', query: 'route: none' },
      ],
      [
        {
          kind: 'histogram',
          title: 'Refusals over time',
          logs: 'api',
          query: 'route: * and status: (401 or 403 or 429)',
          by: 'time',
          split: ['status'],
        },
      ],
      [
        {
          kind: 'histogram',
          title: 'Sign-ins that failed',
          logs: 'api',
          query: 'route: (*sessions* or *accounts* or *oauth*) and status >= 400',
          by: 'time',
          split: ['route'],
        },
        {
          kind: 'table',
          title: 'Reasons of refusals',
          logs: 'api',
          query: 'code: * and status: (401 or 403 or 429)',
          by: 'code',
          split: ['status'],
        },
      ],
      [
        {
          kind: 'table',
          title: 'Users who were not allowed',
          logs: 'api',
          query: 'userId: * and status: 403',
          by: 'userId',
          split: ['route', 'method'],
        },
        {
          kind: 'table',
          title: 'Administrators’ doings',
          logs: 'api',
          query: 'route: *admin*',
          by: 'userId',
          split: ['route', 'status'],
        },
      ],
      [
        {
          kind: 'table',
          title: 'Things of others that were asked for (404)',
          logs: 'api',
          query: 'userId: * and status: 404',
          by: 'userId',
          split: ['route'],
        },
        {
          kind: 'search',
          title: 'Changes of keys, passwords and second factors',
          logs: 'api',
          query: 'method: (POST or DELETE) and route: (*api-keys* or *password* or *mfa* or *reset*)',
          columns: ['userId', 'method', 'route', 'status', 'via'],
        },
      ],
    ],
  },
];

/** The file, as it has to be: one object a line. */
export const dashboardsFile = (): string =>
  savedObjects(dashboards)
    .map((object) => `${JSON.stringify(object)}\n`)
    .join('');

// `node infrastructure/observability/opensearch/dashboards.ts` writes it.
if (import.meta.main) await writeFile(new URL('dashboards.ndjson', import.meta.url), dashboardsFile());
