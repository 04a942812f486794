import { type Board, bars, lines, number, q } from '../panels.ts';

/** How many requests to a route came to a good end in the time shown. */
const good = (method: string, route: string) =>
  `sum(increase(studio_http_response_seconds_count{method="${method}",route="${route}",status=~"2.."}[$__range])) or vector(0)`;
const films = '/v1/projects/:projectId/films';

export const users: Board = {
  uid: 'studio-users',
  title: 'User behaviour analytics',
  description:
    'What people do, and where they stop. No label holds who it was: how many people there were, and what one of them did, is in OpenSearch’s dashboard User behaviour tracking.',
  from: 'now-7d',
  rows: [
    {
      title: 'From an account to a film, in the time shown',
      height: 5,
      panels: [
        number('Accounts begun', 'short', good('POST', '/v1/accounts'), {
          description: 'Registrations that were taken.',
        }),
        number('Projects', 'short', good('POST', '/v1/projects'), { description: 'Begun.' }),
        number('Drafts', 'short', good('POST', '/v1/projects/:projectId/drafts'), {
          description: 'Screenplays handed in, first ones and later ones.',
        }),
        number('Plans', 'short', good('POST', '/v1/projects/:projectId/plan'), {
          description: 'Somebody asked what a film would cost.',
        }),
        number('Films begun', 'short', good('POST', films), { description: 'Somebody spent credits.' }),
        number('Films cancelled', 'short', good('POST', '/v1/films/:filmId/cancel'), {
          description: 'By who had begun them.',
        }),
      ],
    },
    {
      title: 'What is done',
      height: 9,
      panels: [
        lines(
          'Requests by route',
          'reqps',
          [
            q(
              'topk(10, sum by (method, route) (rate(studio_http_response_seconds_count{route!~"/health|/ready|/metrics|none"}[$__rate_interval])))',
              '{{method}} {{route}}',
            ),
          ],
          {
            description: 'The ten that are asked most.',
          },
        ),
        bars(
          'Most asked',
          'short',
          q(
            'sort_desc(topk(15, sum by (method, route) (increase(studio_http_response_seconds_count{route!~"/health|/ready|/metrics|none"}[$__range]))))',
            '{{method}} {{route}}',
          ),
          'In the time shown.',
        ),
        lines(
          'Changes to films, an hour',
          'short',
          [
            q(
              'sum(rate(studio_http_response_seconds_count{method="PATCH",route="/v1/projects/:projectId/shots/:shotId",status=~"2.."}[1h])) * 3600',
              'shots changed',
            ),
            q(
              'sum(rate(studio_http_response_seconds_count{method="PUT",route="/v1/projects/:projectId/bible",status=~"2.."}[1h])) * 3600',
              'story bible changed',
            ),
            q(
              'sum(rate(studio_http_response_seconds_count{method="POST",route="/v1/projects/:projectId/uploads",status=~"2.."}[1h])) * 3600',
              'uploads begun',
            ),
          ],
          {
            description: 'People who direct, rather than take what comes.',
          },
        ),
      ],
    },
    {
      title: 'Credits',
      height: 8,
      panels: [
        lines(
          'Settled, an hour',
          'short',
          [q('sum by (for) (rate(studio_credits_consumed_total[1h])) * 3600', '{{for}}')],
          {
            description: 'The rate at which users spend credits.',
            stacked: true,
          },
        ),
        lines(
          'Films begun, an hour',
          'short',
          [
            q(
              `sum(rate(studio_http_response_seconds_count{method="POST",route="${films}",status=~"2.."}[1h])) * 3600`,
              'films',
            ),
          ],
          {
            description: 'First ones and new drafts.',
          },
        ),
        lines(
          'Turned away for want of credits, an hour',
          'short',
          [q('sum by (route) (rate(studio_http_response_seconds_count{status="402"}[1h])) * 3600', '{{route}}')],
          {
            description: 'Who would have bought.',
          },
        ),
        lines(
          'To the checkout, an hour',
          'short',
          [
            q(
              'sum(rate(studio_http_response_seconds_count{method="POST",route="/v1/billing/checkout",status=~"2.."}[1h])) * 3600',
              'checkouts',
            ),
          ],
          {
            description: 'Sent to Stripe; what was paid Stripe knows.',
          },
        ),
      ],
    },
    {
      title: 'Signing in, and being refused',
      height: 8,
      panels: [
        lines(
          'Sign-ins, an hour',
          'short',
          [
            q(
              'sum by (status) (rate(studio_http_response_seconds_count{method="POST",route=~"/v1/sessions|/v1/sessions/mfa|/v1/sessions/link"}[1h])) * 3600',
              '{{status}}',
            ),
          ],
          {
            description: 'By status: 401 is a wrong password.',
            stacked: true,
          },
        ),
        lines(
          'Too many requests, a minute',
          'short',
          [
            q(
              'sum by (class, by) (rate(studio_rate_limit_refusals_total[$__rate_interval])) * 60',
              '{{class}} by {{by}}',
            ),
          ],
          {
            description:
              'By class of route and what was counted. Of users on a plan: it is too small for what they do.',
          },
        ),
        lines(
          'Streams of events that ended, an hour',
          'short',
          [q('sum by (route) (rate(studio_http_response_seconds_count{route=~".*/events"}[1h])) * 3600', '{{route}}')],
          {
            description: 'Each is somebody who watched a film being made.',
          },
        ),
      ],
    },
  ],
};
