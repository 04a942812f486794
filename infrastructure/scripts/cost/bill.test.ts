import { beforeAll, describe, expect, it } from 'vitest';
import { type Environment, type Planned, plannedResources, planText } from '../../terraform/plan.ts';
import { bill, byGroup, rules, total } from './bill.ts';
import { compare } from './document.ts';
import { isFree } from './free.ts';
import { costPage, unexplained } from './page.ts';
import { readPrices } from './prices.ts';
import { type Usage, usageOf } from './usage.ts';

/** A little of everything that costs money, of round sizes. */
const configuration = `
terraform {
  required_providers { aws = { source = "hashicorp/aws", version = "~> 6.0" } }
}
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "this" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_eip" "nat" { domain = "vpc" }
resource "aws_nat_gateway" "this" {
  subnet_id     = aws_subnet.this.id
  allocation_id = aws_eip.nat.id
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.us-east-1.s3"
}
resource "aws_vpc_endpoint" "sqs" {
  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.us-east-1.sqs"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [aws_subnet.this.id, aws_subnet.other.id]
}
resource "aws_lb" "this" {
  subnets = [aws_subnet.this.id, aws_subnet.other.id]
}
resource "aws_db_instance" "this" {
  identifier        = "studio"
  engine            = "postgres"
  instance_class    = "db.r6g.xlarge"
  allocated_storage = 500
  storage_type      = "gp3"
  multi_az          = true
  username          = "studio"
  password          = "not-a-secret"
}
resource "aws_db_instance" "replica" {
  identifier          = "studio-replica"
  instance_class      = "db.r6g.xlarge"
  replicate_source_db = aws_db_instance.this.identifier
}
resource "aws_elasticache_replication_group" "this" {
  replication_group_id    = "studio"
  description             = "studio"
  node_type               = "cache.r6g.large"
  num_node_groups         = 1
  replicas_per_node_group = 2
}
resource "aws_ecs_cluster" "this" { name = "studio" }
resource "aws_ecs_task_definition" "backend" {
  family                   = "backend"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 1024
  memory                   = 2048
  container_definitions    = jsonencode([{ name = "api", image = "api" }])
}
resource "aws_ecs_service" "backend" {
  for_each        = { blue = 4, green = 0 }
  name            = each.key
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.backend.arn
  desired_count   = each.value
  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
}
resource "aws_launch_template" "gpu" {
  image_id      = "ami-1"
  instance_type = "g4dn.xlarge"
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs { volume_size = 100 }
  }
}
resource "aws_autoscaling_group" "gpu" {
  min_size            = 2
  max_size            = 20
  vpc_zone_identifier = [aws_subnet.this.id]
  mixed_instances_policy {
    instances_distribution {
      on_demand_percentage_above_base_capacity = 30
      spot_allocation_strategy                 = "price-capacity-optimized"
    }
    launch_template {
      launch_template_specification { launch_template_id = aws_launch_template.gpu.id }
      override { instance_type = "g4dn.xlarge" }
      override { instance_type = "g5.xlarge" }
    }
  }
}
resource "aws_kms_key" "this" {}
resource "aws_secretsmanager_secret" "this" {
  name = "studio"
  replica { region = "us-west-2" }
}
resource "aws_cloudwatch_metric_alarm" "this" {
  alarm_name          = "errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 5
  threshold           = 1
  metric_query {
    id          = "share"
    expression  = "100 * errors / requests"
    return_data = true
  }
  metric_query {
    id = "errors"
    metric {
      metric_name = "HTTPCode_Target_5XX_Count"
      namespace   = "AWS/ApplicationELB"
      period      = 60
      stat        = "Sum"
    }
  }
  metric_query {
    id = "requests"
    metric {
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 60
      stat        = "Sum"
    }
  }
}
resource "aws_wafv2_web_acl" "this" {
  name  = "studio"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "studio"
    sampled_requests_enabled   = true
  }
  rule {
    name     = "limit"
    priority = 1
    action {
      block {}
    }
    statement {
      rate_based_statement { limit = 2000 }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "limit"
      sampled_requests_enabled   = true
    }
  }
}
resource "aws_s3_bucket" "assets" { bucket = "ai-film-studio-assets-prod-1" }
resource "aws_s3_bucket" "backups" { bucket = "ai-film-studio-backups-prod-1" }
resource "aws_sqs_queue" "this" { name = "studio" }
resource "aws_cloudwatch_log_group" "this" { name = "studio" }
resource "aws_cloudfront_distribution" "this" {
  enabled = true
  origin {
    domain_name = "studio.s3.amazonaws.com"
    origin_id   = "web"
  }
  default_cache_behavior {
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    target_origin_id       = "web"
    viewer_protocol_policy = "redirect-to-https"
  }
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
  viewer_certificate { cloudfront_default_certificate = true }
}
`;

/** Round figures, so that the sums can be checked by hand. */
const usage: Usage = {
  ...{ taskFactor: 1, gpuHours: 0, requestsMillion: 30, pagesMillion: 12, queueMillion: 1 },
  ...{ writesMillion: 1, readsMillion: 5, mediaOutGb: 1_100, apiOutGb: 100 },
  ...{ cdnGb: 1_100, natGb: 100, endpointGb: 100, zoneGb: 100 },
  ...{ mediaGb: 1_000, backupGb: 1_000, replicatedGb: 100, databaseGb: 100, databaseChangesGb: 100, sourceDiskGb: 0 },
  ...{ imagesGb: 10, logsGb: 10, metrics: 10 },
  ...{ configItems: 0, configEvaluations: 0, guardDutyMillion: 0, guardDutyGb: 0 },
};
const prices = readPrices();

describe('the bill of a plan', () => {
  let planned: readonly Planned[];
  beforeAll(async () => {
    planned = plannedResources(await planText(configuration));
  });

  const costOf = (address: RegExp, given: Partial<Usage> = {}, all = planned) =>
    total(bill(all, { ...usage, ...given }, prices).filter((one) => address.test(one.address)));

  it('reads every managed resource of the plan', () => {
    expect(planned.map(({ address }) => address)).toContain('aws_ecs_service.backend["blue"]');
    expect(planned).toHaveLength(26);
  });

  it('has a database in two zones at twice the price, and a replica as large as its source', () => {
    expect(costOf(/db_instance\.this/)).toBeCloseTo(2 * (730 * 0.45 + 500 * 0.115));
    expect(costOf(/db_instance\.replica/)).toBeCloseTo(730 * 0.45 + 500 * 0.115);
  });

  it('charges for IOPS of gp3 only what is above the 12,000 that come with it', () => {
    const withIops = (iops: number) =>
      planned.map((one) =>
        one.address === 'aws_db_instance.this' ? { ...one, values: { ...one.values, iops } } : one,
      );
    const plain = costOf(/db_instance\.this/);
    expect(costOf(/db_instance\.this/, {}, withIops(5_000))).toBe(plain);
    expect(costOf(/db_instance\.this/, {}, withIops(13_000))).toBeCloseTo(plain + 2 * 1_000 * 0.02);
  });

  it('counts each node of the cache, and each zone of an endpoint', () => {
    expect(costOf(/elasticache/)).toBeCloseTo(3 * 730 * 0.206);
    expect(costOf(/endpoint\.sqs/)).toBeCloseTo(2 * 730 * 0.01 + 100 * 0.01);
    expect(costOf(/endpoint\.s3/)).toBe(0);
  });

  it('has the tasks that run, by what each takes', () => {
    expect(costOf(/ecs_service/)).toBeCloseTo(4 * 730 * (0.04048 + 2 * 0.004445));
    expect(costOf(/ecs_service/, { taskFactor: 0.5 })).toBeCloseTo(2 * 730 * (0.04048 + 2 * 0.004445));
    expect(costOf(/green/)).toBe(0);
  });

  it('has GPU workers in the mix of their group, with disks, and none where none may start', () => {
    const mean = 0.3 * 0.526 + 0.7 * 0.526 * 0.3;
    expect(costOf(/autoscaling_group/)).toBeCloseTo(2 * 730 * mean + 2 * 100 * 0.08);
    expect(costOf(/autoscaling_group/, { gpuHours: 730 })).toBeCloseTo(3 * 730 * mean + 3 * 100 * 0.08);
    const none = planned.map((one) =>
      one.type === 'aws_autoscaling_group' ? { ...one, values: { ...one.values, min_size: 0, max_size: 0 } } : one,
    );
    expect(costOf(/autoscaling_group/, { gpuHours: 730 }, none)).toBe(0);
  });

  it('has public addresses, alarms by their metrics, and secrets by their replicas', () => {
    // 30 million requests are 11.4 a second; one unit is 25.
    const units = 30_000_000 / (730 * 3600) / 25;
    expect(costOf(/aws_lb/)).toBeCloseTo(730 * (0.0225 + units * 0.008 + 2 * 0.005) + 100 * 0.09);
    expect(costOf(/metric_alarm/)).toBeCloseTo(0.2);
    expect(costOf(/secret/)).toBeCloseTo(0.8);
    expect(costOf(/wafv2/)).toBeCloseTo(5 + 1 + 30 * 0.6);
  });

  it('refuses what nobody has priced, by name, rather than leave it out', () => {
    const odd = { address: 'aws_sagemaker_endpoint.this', type: 'aws_sagemaker_endpoint', values: {}, unknown: {} };
    expect(() => bill([...planned, odd], usage, prices)).toThrow(
      /Nobody has said what these cost: aws_sagemaker_endpoint\./,
    );
    const large = planned.map((one) =>
      one.address === 'aws_db_instance.this'
        ? { ...one, values: { ...one.values, instance_class: 'db.x9.huge' } }
        : one,
    );
    expect(() => bill(large, usage, prices)).toThrow(/no price for rds\.db\.x9\.huge: look it up/);
  });

  it('refuses a size that the plan does not know, where the price hangs on it', () => {
    const vague = planned.map((one) =>
      one.type === 'aws_elasticache_replication_group' ? { ...one, values: { node_type: 'cache.r6g.large' } } : one,
    );
    expect(() => bill(vague, usage, prices)).toThrow(
      /elasticache_replication_group\.this: num_cache_clusters is not known/,
    );
  });

  it('is grouped without losing a cent', () => {
    const lines = bill(planned, usage, prices);
    const sum = byGroup(lines).reduce((all, [, usd]) => all + usd, 0);
    expect(sum).toBeCloseTo(total(lines));
    expect(byGroup(lines)[0]?.[0]).toBe('database');
  });

  it('is set against the document, and who leaves its range has to say why', () => {
    const lines = bill(planned, { ...usage, gpuHours: 1_500 }, prices);
    const bills = new Map<Environment, typeof lines>([
      ['production', lines],
      ['sandbox', lines],
    ]);
    expect(compare('production', total(lines))).toBe('within');
    expect(compare('sandbox', total(lines))).toBe('above');
    expect(compare('recovery', 1)).toBe('no figure');
    expect(unexplained(bills)).toEqual([expect.stringMatching(/^sandbox costs [\d,]+: outside/)]);
    const page = costPage(bills, prices);
    expect(page).toMatch(/\| production \| 2,\d{3} \| 2600–4000 \| within \| .*two replicas, with disks, \$1,158;/);
    expect(page).toContain('| ec2.g4dn.xlarge | 0.526 | hour | document |');
  });
});

describe('the price list', () => {
  it('says of each price where it is from', () => {
    for (const { source } of Object.values(prices.prices)) expect(new URL(source).hostname).toBe('aws.amazon.com');
    for (const name of ['g4dn.xlarge', 'g4dn.2xlarge', 'g5.xlarge', 'g5.2xlarge'])
      expect(prices.prices[`ec2.${name}`]?.basis).toBe('document');
  });

  it('has no kind of resource both with a price and for nothing', () => {
    expect(Object.keys(rules).filter(isFree)).toEqual([]);
  });

  it('knows how much each environment of the document is used', () => {
    expect(Object.keys(usageOf)).toEqual(['dev', 'sandbox', 'staging', 'production', 'recovery']);
  });
});
