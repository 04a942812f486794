import { describe, expect, it } from 'vitest';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { balancersSpeakTls, edgesSpeakTls } from './https.ts';

describe('a listener', () => {
  const faultsOf = (values: Record<string, unknown>, unknown = {}) =>
    balancersSpeakTls.faults(studioOf('dev', [planned('aws_lb_listener', values, 'aws_lb_listener.this', unknown)]));
  const redirect = { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' };
  const http = (...default_action: unknown[]) => ({ port: 80, protocol: 'HTTP', default_action });

  it('of port 80 sends everybody to 443', () => {
    expect(faultsOf(http({ type: 'redirect', redirect: [redirect] }))).toEqual([]);
  });

  it.each([
    [http({ type: 'forward' })],
    [http()],
    [http({ type: 'redirect', redirect: [{ ...redirect, status_code: 'HTTP_302' }] })],
    [http({ type: 'redirect', redirect: [{ ...redirect, protocol: 'HTTP' }] })],
    [http({ type: 'redirect', redirect: [{ ...redirect, port: '8443' }] })],
    [http({ type: 'redirect', redirect: [redirect] }, { type: 'fixed-response' })],
  ])('that answers in the clear is found: %j', (values) => {
    expect(faultsOf(values)).toEqual([
      'aws_lb_listener.this answers without TLS: nothing but a redirect (HTTP_301) to HTTPS, port 443',
    ]);
  });

  const https = { port: 443, protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' };
  it('of port 443 has the document’s policy and a certificate, which may not be known yet', () => {
    expect(faultsOf({ ...https, certificate_arn: 'arn:aws:acm:us-east-1:111111111111:certificate/1' })).toEqual([]);
    expect(faultsOf(https, { certificate_arn: true })).toEqual([]);
  });

  it('with another policy, without a certificate or of another protocol is found', () => {
    expect(faultsOf({ ...https, ssl_policy: 'ELBSecurityPolicy-2016-08' })).toEqual([
      'aws_lb_listener.this speaks old TLS: set ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"',
      'aws_lb_listener.this has no certificate: give it certificate_arn',
    ]);
    expect(faultsOf({ port: 8000, protocol: 'TCP' })).toEqual([
      'aws_lb_listener.this speaks TCP: HTTPS, or HTTP that redirects',
    ]);
  });
});

describe('a target group', () => {
  const faultsOf = (values: Record<string, unknown>, type = 'aws_lb_target_group') =>
    balancersSpeakTls.faults(studioOf('dev', [planned(type, values, `${type}.this`)]));
  const https = { target_type: 'ip', protocol: 'HTTPS', health_check: [{ protocol: 'HTTPS' }] };
  const passesOn = 'passes requests on without TLS: protocol = "HTTPS"';
  const asks = 'asks its targets how they are without TLS: health_check { protocol = "HTTPS" }';

  it('that speaks and asks by HTTPS is well, and so is one of functions', () => {
    expect(faultsOf(https)).toEqual([]);
    expect(faultsOf({ target_type: 'lambda', health_check: [] })).toEqual([]);
  });

  it.each([
    [{ protocol: 'HTTP' }, passesOn],
    [{ protocol: 'TCP' }, passesOn],
    [{ protocol: null }, passesOn],
    [{ health_check: [{ protocol: 'HTTP' }] }, asks],
    [{ health_check: [{ path: '/health' }] }, asks],
    [{ health_check: [] }, asks],
  ])('of which something goes in the clear is found: %j', (values, fault) => {
    expect(faultsOf({ ...https, ...values })).toEqual([`aws_lb_target_group.this ${fault}`]);
  });

  it('is one by its other name too', () => {
    expect(faultsOf({ ...https, protocol: 'HTTP' }, 'aws_alb_target_group')).toEqual([
      `aws_alb_target_group.this ${passesOn}`,
    ]);
  });
});

describe('a distribution', () => {
  const type = 'aws_cloudfront_distribution';
  const behaviour = { viewer_protocol_policy: 'redirect-to-https' };
  const good = {
    viewer_certificate: [{ minimum_protocol_version: 'TLSv1.2_2021' }],
    default_cache_behavior: [behaviour],
    ordered_cache_behavior: [{ path_pattern: '/media/*', viewer_protocol_policy: 'https-only' }],
    origin: [{ origin_id: 'api', custom_origin_config: [{ origin_protocol_policy: 'https-only' }] }],
  };
  const headed = [{ response_headers_policy_id: true }];
  const faultsOf = (values: Record<string, unknown>, unknown: Record<string, unknown> = {}) => {
    const known = { default_cache_behavior: headed, ordered_cache_behavior: headed, ...unknown };
    return edgesSpeakTls.faults(studioOf('dev', [planned(type, { ...good, ...values }, `${type}.this`, known)]));
  };

  it('of modern TLS is well', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    [[]],
    [[{ minimum_protocol_version: 'TLSv1.1_2016' }]],
    [[{ minimum_protocol_version: 'TLSv1.2_2021', cloudfront_default_certificate: true }]],
  ])('of old TLS is found: %j', (viewer_certificate) => {
    expect(faultsOf({ viewer_certificate })).toEqual([
      `${type}.this speaks old TLS: minimum_protocol_version = "TLSv1.2_2021", with a certificate of the studio`,
    ]);
  });

  it('that shows something in the clear is found', () => {
    const open = { viewer_protocol_policy: 'allow-all' };
    const mend = 'viewer_protocol_policy = "redirect-to-https" or "https-only"';
    expect(faultsOf({ default_cache_behavior: [open] })).toEqual([`${type}.this shows pages without TLS: ${mend}`]);
    expect(faultsOf({ ordered_cache_behavior: [{ path_pattern: '/media/*', ...open }] })).toEqual([
      `${type}.this shows /media/* without TLS: ${mend}`,
    ]);
  });

  it('that asks in the clear is found', () => {
    const origin = [{ origin_id: 'api', custom_origin_config: [{ origin_protocol_policy: 'match-viewer' }] }];
    expect(faultsOf({ origin })).toEqual([`${type}.this asks api without TLS: origin_protocol_policy = "https-only"`]);
  });

  it('without the studio’s headers is found', () => {
    expect(faultsOf({}, { ordered_cache_behavior: [{}] })).toEqual([
      `${type}.this shows /media/* without HSTS: give response_headers_policy_id the studio's aws_cloudfront_response_headers_policy`,
    ]);
  });
});

describe('headers', () => {
  const type = 'aws_cloudfront_response_headers_policy';
  const faultsOf = (...strict_transport_security: unknown[]) =>
    edgesSpeakTls.faults(
      studioOf('dev', [planned(type, { security_headers_config: [{ strict_transport_security }] })]),
    );

  it('that want TLS for a year are well', () => {
    expect(faultsOf({ access_control_max_age_sec: 31536000, override: true })).toEqual([]);
  });

  it.each([
    [[]],
    [[{ access_control_max_age_sec: 86400, override: true }]],
    [[{ access_control_max_age_sec: 31536000, override: false }]],
  ])('that do not are found: %j', (hsts) => {
    expect(faultsOf(...hsts)).toEqual([
      `${type}.this has no HSTS of a year: strict_transport_security { access_control_max_age_sec = 31536000, override = true }`,
    ]);
  });
});
