import { type Answer, AwsFault, xml } from './answer.ts';
import type { AwsState } from './state.ts';

const field = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
/** What makes a record another one: its name, its type, and which of several it is. */
const keyOf = (record: string) =>
  [field(record, 'Name')?.replace(/\.$/, ''), field(record, 'Type'), field(record, 'SetIdentifier')].join(' ');

/** Amazon Route 53, REST with XML, 2013-04-01. https://docs.aws.amazon.com/Route53/latest/APIReference/ */
export function route53(state: AwsState, method: string, path: string, body: string): Answer {
  if (method === 'GET' && /\/hostedzone\/[^/]+\/rrset/.test(path)) {
    const sets = `<ResourceRecordSets>${state.records.join('')}</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>20</MaxItems>`;
    return xml(`<ListResourceRecordSetsResponse>${sets}</ListResourceRecordSetsResponse>`);
  }
  if (method === 'POST' && /\/hostedzone\/[^/]+\/rrset/.test(path)) {
    for (const record of body.match(/<ResourceRecordSet>.*?<\/ResourceRecordSet>/gs) ?? []) {
      const others = state.records.filter((one) => keyOf(one) !== keyOf(record));
      state.records = [...others, record];
    }
    state.looksUntilInSync = state.pace.dns;
    return xml(`<ChangeResourceRecordSetsResponse>${change('PENDING')}</ChangeResourceRecordSetsResponse>`);
  }
  if (method === 'GET' && path.includes('/change/')) {
    state.looksUntilInSync -= 1;
    const status = state.looksUntilInSync > 0 ? 'PENDING' : 'INSYNC';
    return xml(`<GetChangeResponse>${change(status)}</GetChangeResponse>`);
  }
  throw new AwsFault('InvalidInput', `Route 53 does not know ${method} ${path} here.`);
}

const change = (status: string) =>
  `<ChangeInfo><Id>/change/C1</Id><Status>${status}</Status><SubmittedAt>2026-11-26T10:00:00Z</SubmittedAt></ChangeInfo>`;

/** Amazon CloudFront, REST with XML. https://docs.aws.amazon.com/cloudfront/latest/APIReference/ */
export function cloudFront(state: AwsState, method: string, path: string, body: string, match: string): Answer {
  const { distribution } = state;
  const id = /\/distribution\/([^/]+)/.exec(path)?.[1] ?? '';
  const answer = () => {
    const status = distribution.looksUntilDeployed > 0 ? 'InProgress' : 'Deployed';
    const config = `<DistributionConfig>${distribution.config}</DistributionConfig>`;
    return xml(
      `<Distribution><Id>${id}</Id><ARN>arn</ARN><Status>${status}</Status><DomainName>d.cloudfront.net</DomainName>${config}</Distribution>`,
      { etag: `V${distribution.version}` },
    );
  };
  if (method === 'GET') {
    distribution.looksUntilDeployed -= 1;
    return answer();
  }
  if (method !== 'PUT') throw new AwsFault('InvalidArgument', `CloudFront does not know ${method} ${path} here.`);
  if (match !== `V${distribution.version}`)
    throw new AwsFault('PreconditionFailed', 'The If-Match version does not fit.', 412);
  distribution.config = /<DistributionConfig[^>]*>(.*)<\/DistributionConfig>/s.exec(body)?.[1] ?? '';
  distribution.version += 1;
  distribution.looksUntilDeployed = state.pace.deployment;
  return answer();
}
