import type { Planned } from '../../plan.ts';
import { type Block, blocks, isGiven, isOn, numberOf, textOf } from '../plan/given.ts';
import type { Policy } from '../plan/policy.ts';

// Section 4, TLS Configuration.
const balancerTls = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
/** Of CloudFront's policies the newest that wants no more than TLS 1.2: with modern ciphers alone. */
const edgeTls = 'TLSv1.2_2021';
const hstsSeconds = 31_536_000;

const isRedirect = (action: Block): boolean =>
  textOf(action, 'type') === 'redirect' &&
  blocks(action, 'redirect').some(
    (one) =>
      textOf(one, 'protocol') === 'HTTPS' && textOf(one, 'port') === '443' && textOf(one, 'status_code') === 'HTTP_301',
  );

// Whose an aws_lb_listener_rule is, no plan says: one of port 80 that answers with more than the redirect is not seen here.
function listenerFaults(one: Planned): readonly string[] {
  const protocol = textOf(one, 'protocol');
  const actions = blocks(one, 'default_action');
  if (protocol === 'HTTP')
    return actions.length === 1 && actions.every(isRedirect)
      ? []
      : [`${one.address} answers without TLS: nothing but a redirect (HTTP_301) to HTTPS, port 443`];
  if (protocol !== 'HTTPS')
    return [`${one.address} speaks ${protocol ?? 'nobody knows what'}: HTTPS, or HTTP that redirects`];
  return [
    ...(textOf(one, 'ssl_policy') === balancerTls
      ? []
      : [`${one.address} speaks old TLS: set ssl_policy = "${balancerTls}"`]),
    ...(isGiven(one, 'certificate_arn') ? [] : [`${one.address} has no certificate: give it certificate_arn`]),
  ];
}

// A group of functions has no protocol: they are called, not connected to. And the provider asks how targets are by HTTP unless it is told.
function targetFaults(one: Planned): readonly string[] {
  if (textOf(one, 'target_type') === 'lambda') return [];
  const checks = blocks(one, 'health_check').filter((check) => textOf(check, 'protocol') === 'HTTPS');
  return [
    ...(textOf(one, 'protocol') === 'HTTPS'
      ? []
      : [`${one.address} passes requests on without TLS: protocol = "HTTPS"`]),
    ...(checks.length > 0
      ? []
      : [`${one.address} asks its targets how they are without TLS: health_check { protocol = "HTTPS" }`]),
  ];
}

export const balancersSpeakTls: Policy = {
  name: 'load balancers speak modern TLS, on port 80 only say where that is, and speak TLS to their targets',
  faults: ({ of }) => [
    ...['aws_lb_listener', 'aws_alb_listener'].flatMap(of).flatMap(listenerFaults),
    ...['aws_lb_target_group', 'aws_alb_target_group'].flatMap(of).flatMap(targetFaults),
  ],
};

const behavioursOf = (one: Planned) => [
  ...blocks(one, 'default_cache_behavior'),
  ...blocks(one, 'ordered_cache_behavior'),
];

function viewerFaults(one: Planned): readonly string[] {
  const certificates = blocks(one, 'viewer_certificate');
  const isModern =
    certificates.length > 0 &&
    certificates.every(
      (each) => textOf(each, 'minimum_protocol_version') === edgeTls && !isOn(each, 'cloudfront_default_certificate'),
    );
  const open = behavioursOf(one).filter(
    (each) => !['https-only', 'redirect-to-https'].includes(textOf(each, 'viewer_protocol_policy') ?? ''),
  );
  return [
    ...(isModern
      ? []
      : [`${one.address} speaks old TLS: minimum_protocol_version = "${edgeTls}", with a certificate of the studio`]),
    ...open.map(
      (each) =>
        `${one.address} shows ${textOf(each, 'path_pattern') ?? 'pages'} without TLS: viewer_protocol_policy = "redirect-to-https" or "https-only"`,
    ),
  ];
}

// Where its headers are known by an id already, they are not the studio's own: AWS's would do, but nobody has asked for them yet.
const headerFaults = (one: Planned): readonly string[] =>
  behavioursOf(one)
    .filter((each) => each.unknown.response_headers_policy_id !== true)
    .map(
      (each) =>
        `${one.address} shows ${textOf(each, 'path_pattern') ?? 'pages'} without HSTS: give response_headers_policy_id the studio's aws_cloudfront_response_headers_policy`,
    );

const originFaults = (one: Planned): readonly string[] =>
  blocks(one, 'origin')
    .filter((origin) =>
      blocks(origin, 'custom_origin_config').some((each) => textOf(each, 'origin_protocol_policy') !== 'https-only'),
    )
    .map(
      (origin) =>
        `${one.address} asks ${textOf(origin, 'origin_id') ?? 'an origin'} without TLS: origin_protocol_policy = "https-only"`,
    );

const isStrict = (headers: Planned): boolean =>
  blocks(headers, 'security_headers_config')
    .flatMap((security) => blocks(security, 'strict_transport_security'))
    .some((hsts) => (numberOf(hsts, 'access_control_max_age_sec') ?? 0) >= hstsSeconds && isOn(hsts, 'override'));

export const edgesSpeakTls: Policy = {
  name: 'CloudFront speaks modern TLS alone, and tells browsers to ask for nothing else',
  faults: ({ of }) => [
    ...of('aws_cloudfront_distribution').flatMap((one) => [
      ...viewerFaults(one),
      ...headerFaults(one),
      ...originFaults(one),
    ]),
    ...of('aws_cloudfront_response_headers_policy')
      .filter((headers) => !isStrict(headers))
      .map(
        ({ address }) =>
          `${address} has no HSTS of a year: strict_transport_security { access_control_max_age_sec = ${hstsSeconds}, override = true }`,
      ),
  ],
};
