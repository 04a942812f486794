import { type Answer, AwsFault, listOf, query } from './answer.ts';
import { type AwsState, type Database, database, look, type RegionState } from './state.ts';

/** Amazon RDS, as far as a failover speaks it: AWS Query, 2014-10-31. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/ */
export function rds(state: AwsState, region: RegionState, regionName: string, form: URLSearchParams): Answer {
  const action = form.get('Action') ?? '';
  const named = (identifier = form.get('DBInstanceIdentifier') ?? '') => {
    const found = region.databases.find((one) => one.identifier === identifier || one.arn === identifier);
    if (!found) throw new AwsFault('DBInstanceNotFound', `DBInstance ${identifier} not found.`, 404);
    return found;
  };
  const available = (one: Database) => {
    if (one.status !== 'available')
      throw new AwsFault('InvalidDBInstanceState', `Instance ${one.identifier} is ${one.status}.`);
    return one;
  };
  switch (action) {
    case 'DescribeDBInstances': {
      const one = named();
      look(one);
      return query(action, `<DBInstances>${described(one)}</DBInstances>`);
    }
    case 'PromoteReadReplica': {
      const one = available(named());
      if (!one.source) throw new AwsFault('InvalidDBInstanceState', `${one.identifier} is not a read replica.`);
      one.status = 'modifying';
      one.next = {
        after: state.pace.promotion,
        change: (it) => Object.assign(it, { status: 'available', source: null }),
      };
      return query(action, described(one));
    }
    case 'ModifyDBInstance': {
      const one = available(named());
      const groups = listOf(form, /^VpcSecurityGroupIds\./);
      if (groups.length > 0) one.securityGroups = groups;
      const name = form.get('NewDBInstanceIdentifier');
      if (name) {
        one.status = 'renaming';
        one.next = { after: 2, change: (it) => rename(it, name) };
      }
      return query(action, described(one));
    }
    case 'RebootDBInstance': {
      const one = available(named());
      one.status = 'rebooting';
      one.next = { after: 1, change: (it) => Object.assign(it, { status: 'available' }) };
      return query(action, described(one));
    }
    case 'AddTagsToResource': {
      const one = named(form.get('ResourceName') ?? '');
      addTags(one, form);
      return query(action, '');
    }
    case 'CreateDBInstanceReadReplica': {
      const identifier = form.get('DBInstanceIdentifier') ?? '';
      if (region.databases.some((one) => one.identifier === identifier))
        throw new AwsFault('DBInstanceAlreadyExists', `${identifier} is there already.`);
      const source = form.get('SourceDBInstanceIdentifier') ?? '';
      // Of another region: without a link signed there, RDS refuses. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html
      if (!form.get('PreSignedUrl')?.includes('CreateDBInstanceReadReplica'))
        throw new AwsFault('InvalidParameterValue', 'PreSignedUrl is needed for a source of another region.');
      const one = { ...database(identifier, regionName, source), status: 'creating' };
      one.securityGroups = listOf(form, /^VpcSecurityGroupIds\./);
      addTags(one, form);
      one.next = { after: state.pace.creation, change: (it) => Object.assign(it, { status: 'available' }) };
      region.databases.push(one);
      return query(action, described(one));
    }
    default:
      throw new AwsFault('InvalidAction', `RDS does not know ${action} here.`);
  }
}

/** Its ARN holds its name. */
function rename(one: Database, name: string): void {
  Object.assign(one, { identifier: name, arn: one.arn.replace(/[^:]+$/, name), status: 'available' });
}

function addTags(one: Database, form: URLSearchParams): void {
  const keys = listOf(form, /^Tags\..*\.Key$/);
  const values = listOf(form, /^Tags\..*\.Value$/);
  for (const [index, key] of keys.entries()) one.tags.set(key, values[index] ?? '');
}

const described = ({ identifier, arn, status, source, securityGroups, tags }: Database): string => `<DBInstance>
  <DBInstanceIdentifier>${identifier}</DBInstanceIdentifier><DBInstanceArn>${arn}</DBInstanceArn><DBInstanceStatus>${status}</DBInstanceStatus>
  ${source ? `<ReadReplicaSourceDBInstanceIdentifier>${source}</ReadReplicaSourceDBInstanceIdentifier>` : ''}
  <VpcSecurityGroups>${securityGroups.map((id) => `<VpcSecurityGroupMembership><VpcSecurityGroupId>${id}</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership>`).join('')}</VpcSecurityGroups>
  <TagList>${[...tags].map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('')}</TagList>
</DBInstance>`;
