/** One statement of a policy that AWS keeps, which allows. */
interface Allowed {
  /** Of one service each: `ec2: DescribeInstances DescribeVolumes`. */
  readonly actions: readonly string[];
  /** All, unless it says which. */
  readonly resources?: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * What AWS's own policies allow that modules attach, as AWS had them in March 2026 (https://docs.aws.amazon.com/aws-managed-policy/latest/reference): no plan
 * shows it. AWS adds to them; what an add-on of EKS does not come to any more for its boundary is written down here first, and bootstrap/boundary.tf follows.
 * Of the two that are for every kind of resource (Config's and AWS Backup's) here is what is about services that the studio uses,
 * and of AWS Backup's, what snapshots of a database take: there are no clusters, no continuous backups and no disks in its plan.
 */
export const readyMade: Readonly<Record<string, readonly Allowed[]>> = {
  'service-role/AWSBackupServiceRolePolicyForBackup': [
    {
      actions: [
        'rds: AddTagsToResource ListTagsForResource DescribeDBSnapshots CreateDBSnapshot CopyDBSnapshot',
        'rds: DescribeDBInstances',
      ],
    },
    {
      actions: ['rds: DeleteDBSnapshot ModifyDBSnapshotAttribute'],
      resources: ['arn:aws:rds:*:*:snapshot:awsbackup:*'],
    },
    {
      actions: ['backup: DescribeBackupVault CopyIntoBackupVault'],
      resources: ['arn:aws:backup:*:*:backup-vault:*'],
    },
    {
      actions: ['backup: CopyFromBackupVault'],
    },
    {
      actions: ['kms: DescribeKey'],
    },
    {
      actions: ['kms: CreateGrant'],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
    {
      actions: ['tag: GetResources'],
    },
    {
      actions: ['backup: TagResource'],
      resources: ['arn:aws:backup:*:*:recovery-point:*'],
    },
  ],
  'service-role/AWS_ConfigRole': [
    {
      actions: [
        'acm: DescribeCertificate GetAccountConfiguration ListCertificates ListTagsForCertificate',
        'application-autoscaling: DescribeScalableTargets DescribeScalingPolicies DescribeScheduledActions',
        'autoscaling: DescribeAutoScalingGroups DescribeLaunchConfigurations DescribeLifecycleHooks',
        'autoscaling: DescribePolicies DescribeScheduledActions DescribeTags DescribeWarmPool',
        'backup: DescribeBackupVault DescribeFramework DescribeProtectedResource DescribeRecoveryPoint',
        'backup: DescribeReportPlan GetBackupPlan GetBackupSelection GetBackupVaultAccessPolicy',
        'backup: GetBackupVaultNotifications GetRestoreTestingPlan GetRestoreTestingSelection ListBackupPlans',
        'backup: ListBackupSelections ListBackupVaults ListFrameworks ListRecoveryPointsByBackupVault',
        'backup: ListReportPlans ListRestoreTestingPlans ListRestoreTestingSelections ListTags',
        'budgets: DescribeBudgetAction DescribeBudgetActionsForAccount DescribeBudgetActionsForBudget',
        'budgets: ViewBudget',
        'cloudfront: DescribeFunction DescribeKeyValueStore GetAnycastIpList GetCachePolicy',
        'cloudfront: GetCloudFrontOriginAccessIdentity GetConnectionGroup GetContinuousDeploymentPolicy',
        'cloudfront: GetDistributionTenant GetFunction GetKeyGroup GetMonitoringSubscription',
        'cloudfront: GetOriginAccessControl GetOriginRequestPolicy GetPublicKey GetRealtimeLogConfig',
        'cloudfront: GetResponseHeadersPolicy GetVpcOrigin ListAnycastIpLists ListCachePolicies',
        'cloudfront: ListCloudFrontOriginAccessIdentities ListConnectionGroups',
        'cloudfront: ListContinuousDeploymentPolicies ListDistributionTenants ListDistributions ListFunctions',
        'cloudfront: ListKeyGroups ListKeyValueStores ListOriginAccessControls ListOriginRequestPolicies',
        'cloudfront: ListPublicKeys ListRealtimeLogConfigs ListResponseHeadersPolicies ListTagsForResource',
        'cloudfront: ListVpcOrigins',
        'cloudtrail: DescribeTrails GetDashboard GetEventConfiguration GetEventDataStore GetEventSelectors',
        'cloudtrail: GetInsightSelectors GetResourcePolicy GetTrailStatus ListDashboards ListEventDataStores',
        'cloudtrail: ListTags ListTrails',
        'cloudwatch: DescribeAlarms DescribeAlarmsForMetric DescribeAnomalyDetectors GetDashboard',
        'cloudwatch: GetMetricStream ListDashboards ListMetricStreams ListTagsForResource',
        'config: BatchGet* Describe* Get* List* Put* Select*',
        'ec2: Describe* GetAllowedImagesSettings GetEbsEncryptionByDefault',
        'ec2: GetInstanceTypesFromInstanceRequirements GetIpamPoolAllocations GetIpamPoolCidrs',
        'ec2: GetManagedPrefixListEntries GetNetworkInsightsAccessScopeAnalysisFindings',
        'ec2: GetNetworkInsightsAccessScopeContent GetRouteServerAssociations GetRouteServerPropagations',
        'ec2: GetSnapshotBlockPublicAccessState GetTransitGatewayRouteTablePropagations',
        'ec2: GetVerifiedAccessEndpointPolicy GetVerifiedAccessGroupPolicy SearchLocalGatewayRoutes',
        'ec2: SearchTransitGatewayMulticastGroups SearchTransitGatewayRoutes',
        'ecr: BatchGetRepositoryScanningConfiguration DescribePullThroughCacheRules DescribeRegistry',
        'ecr: DescribeRepositories DescribeRepositoryCreationTemplates GetLifecyclePolicy GetRegistryPolicy',
        'ecr: GetRepositoryPolicy ListTagsForResource',
        'ecs: DescribeCapacityProviders DescribeClusters DescribeServices DescribeTaskDefinition',
        'ecs: DescribeTaskSets ListClusters ListServices ListTagsForResource ListTaskDefinitionFamilies',
        'ecs: ListTaskDefinitions',
        'eks: DescribeAccessEntry DescribeAddon DescribeCluster DescribeFargateProfile',
        'eks: DescribeIdentityProviderConfig DescribeNodegroup DescribePodIdentityAssociation',
        'eks: ListAccessEntries ListAddons ListAssociatedAccessPolicies ListClusters ListFargateProfiles',
        'eks: ListIdentityProviderConfigs ListNodegroups ListPodIdentityAssociations ListTagsForResource',
        'elasticache: DescribeCacheClusters DescribeCacheParameterGroups DescribeCacheParameters',
        'elasticache: DescribeCacheSecurityGroups DescribeCacheSubnetGroups DescribeGlobalReplicationGroups',
        'elasticache: DescribeReplicationGroups DescribeSnapshots DescribeUserGroups DescribeUsers',
        'elasticache: ListTagsForResource',
        'elasticloadbalancing: DescribeListenerAttributes DescribeListenerCertificates DescribeListeners',
        'elasticloadbalancing: DescribeLoadBalancerAttributes DescribeLoadBalancerPolicies',
        'elasticloadbalancing: DescribeLoadBalancers DescribeRules DescribeTags DescribeTargetGroupAttributes',
        'elasticloadbalancing: DescribeTargetGroups DescribeTargetHealth',
        'es: DescribeDomain DescribeDomains DescribeElasticsearchDomain DescribeElasticsearchDomains',
        'es: GetCompatibleElasticsearchVersions GetCompatibleVersions ListDomainNames ListTags',
        'events: DescribeApiDestination DescribeArchive DescribeConnection DescribeEndpoint DescribeEventBus',
        'events: DescribeRule ListApiDestinations ListArchives ListConnections ListEndpoints ListEventBuses',
        'events: ListRules ListTagsForResource ListTargetsByRule',
        'guardduty: DescribePublishingDestination GetAdministratorAccount GetDetector GetFilter GetFindings',
        'guardduty: GetIPSet GetMalwareProtectionPlan GetMasterAccount GetMemberDetectors GetMembers',
        'guardduty: GetThreatEntitySet GetThreatIntelSet GetTrustedEntitySet ListDetectors ListFilters',
        'guardduty: ListFindings ListIPSets ListMalwareProtectionPlans ListMembers',
        'guardduty: ListOrganizationAdminAccounts ListPublishingDestinations ListTagsForResource',
        'guardduty: ListThreatEntitySets ListThreatIntelSets ListTrustedEntitySets',
        'iam: GenerateCredentialReport GetAccountAuthorizationDetails GetAccountPasswordPolicy',
        'iam: GetAccountSummary GetCredentialReport GetGroup GetGroupPolicy GetInstanceProfile',
        'iam: GetOpenIDConnectProvider GetPolicy GetPolicyVersion GetRole GetRolePolicy GetSAMLProvider',
        'iam: GetServerCertificate GetUser GetUserPolicy ListAccessKeys ListAttachedGroupPolicies',
        'iam: ListAttachedRolePolicies ListAttachedUserPolicies ListEntitiesForPolicy ListGroupPolicies',
        'iam: ListGroups ListGroupsForUser ListInstanceProfileTags ListInstanceProfiles',
        'iam: ListInstanceProfilesForRole ListMFADeviceTags ListMFADevices ListOpenIDConnectProviders',
        'iam: ListPolicies ListPolicyVersions ListRolePolicies ListRoles ListSAMLProviders',
        'iam: ListServerCertificates ListUserPolicies ListUsers ListVirtualMFADevices',
        'kms: DescribeKey GetKeyPolicy GetKeyRotationStatus ListAliases ListKeys ListResourceTags',
        'lambda: GetAlias GetCodeSigningConfig GetEventSourceMapping GetFunction GetFunctionCodeSigningConfig',
        'lambda: GetFunctionConfiguration GetFunctionEventInvokeConfig GetFunctionUrlConfig GetLayerVersion',
        'lambda: GetPolicy GetProvisionedConcurrencyConfig GetRuntimeManagementConfig ListAliases',
        'lambda: ListCodeSigningConfigs ListEventSourceMappings ListFunctionEventInvokeConfigs',
        'lambda: ListFunctionUrlConfigs ListFunctions ListLayerVersions ListLayers ListTags',
        'lambda: ListVersionsByFunction',
        'logs: DescribeAccountPolicies DescribeDeliveries DescribeDeliveryDestinations',
        'logs: DescribeDeliverySources DescribeDestinations DescribeIndexPolicies DescribeLogGroups',
        'logs: DescribeLogStreams DescribeMetricFilters DescribeQueryDefinitions DescribeResourcePolicies',
        'logs: GetDataProtectionPolicy GetDelivery GetDeliveryDestination GetDeliveryDestinationPolicy',
        'logs: GetDeliverySource GetIntegration GetLogAnomalyDetector GetLogDelivery ListIntegrations',
        'logs: ListLogAnomalyDetectors ListLogDeliveries ListTagsForResource ListTagsLogGroup',
        'rds: DescribeDBClusterParameterGroups DescribeDBClusterParameters',
        'rds: DescribeDBClusterSnapshotAttributes DescribeDBClusterSnapshots DescribeDBClusters',
        'rds: DescribeDBEngineVersions DescribeDBInstances DescribeDBParameterGroups DescribeDBParameters',
        'rds: DescribeDBProxies DescribeDBProxyEndpoints DescribeDBProxyTargetGroups DescribeDBProxyTargets',
        'rds: DescribeDBSecurityGroups DescribeDBShardGroups DescribeDBSnapshotAttributes DescribeDBSnapshots',
        'rds: DescribeDBSubnetGroups DescribeEngineDefaultClusterParameters DescribeEngineDefaultParameters',
        'rds: DescribeEventSubscriptions DescribeGlobalClusters DescribeIntegrations DescribeOptionGroups',
        'rds: ListTagsForResource',
        'route53: GetChange GetDNSSEC GetHealthCheck GetHostedZone ListCidrBlocks ListCidrCollections',
        'route53: ListCidrLocations ListHealthChecks ListHostedZones ListHostedZonesByName',
        'route53: ListQueryLoggingConfigs ListResourceRecordSets ListTagsForResource',
        's3: GetAccelerateConfiguration GetAccessGrant GetAccessGrantsInstance GetAccessGrantsLocation',
        's3: GetAccessPoint GetAccessPointForObjectLambda GetAccessPointPolicy',
        's3: GetAccessPointPolicyForObjectLambda GetAccessPointPolicyStatus',
        's3: GetAccessPointPolicyStatusForObjectLambda GetAccountPublicAccessBlock GetBucketAbac GetBucketAcl',
        's3: GetBucketCORS GetBucketLocation GetBucketLogging GetBucketNotification',
        's3: GetBucketObjectLockConfiguration GetBucketPolicy GetBucketPolicyStatus',
        's3: GetBucketPublicAccessBlock GetBucketRequestPayment GetBucketTagging GetBucketVersioning',
        's3: GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetMultiRegionAccessPoint',
        's3: GetMultiRegionAccessPointPolicy GetMultiRegionAccessPointPolicyStatus',
        's3: GetReplicationConfiguration GetStorageLensConfiguration GetStorageLensConfigurationTagging',
        's3: GetStorageLensGroup ListAccessGrants ListAccessGrantsInstances ListAccessGrantsLocations',
        's3: ListAccessPoints ListAccessPointsForObjectLambda ListAllMyBuckets ListBucket',
        's3: ListMultiRegionAccessPoints ListStorageLensConfigurations ListStorageLensGroups',
        's3: ListTagsForResource',
        'secretsmanager: DescribeSecret GetResourcePolicy ListSecretVersionIds ListSecrets',
        'sns: GetDataProtectionPolicy GetSMSSandboxAccountStatus GetSubscriptionAttributes GetTopicAttributes',
        'sns: ListSubscriptions ListSubscriptionsByTopic ListTagsForResource ListTopics',
        'sqs: GetQueueAttributes ListQueueTags ListQueues',
        'ssm: DescribeAssociation DescribeAutomationExecutions DescribeDocument DescribeDocumentPermission',
        'ssm: DescribeInstanceInformation DescribeMaintenanceWindows DescribeParameters',
        'ssm: DescribePatchBaselines GetAutomationExecution GetDefaultPatchBaseline GetDocument',
        'ssm: GetPatchBaseline GetResourcePolicies GetServiceSetting ListAssociations ListDocuments',
        'ssm: ListResourceDataSync ListTagsForResource',
        'tag: GetResources',
        'wafv2: GetLoggingConfiguration GetRuleGroup ListLoggingConfigurations ListRuleGroups',
        'wafv2: ListTagsForResource',
      ],
    },
    {
      actions: ['logs: CreateLogStream CreateLogGroup'],
      resources: ['arn:aws:logs:*:*:log-group:/aws/config/*'],
    },
    {
      actions: ['logs: PutLogEvents'],
      resources: ['arn:aws:logs:*:*:log-group:/aws/config/*:log-stream:config-rule-evaluation/*'],
    },
  ],
  'service-role/AmazonEBSCSIDriverPolicy': [
    {
      actions: [
        'ec2: DescribeAvailabilityZones DescribeInstances DescribeSnapshots DescribeTags DescribeVolumes',
        'ec2: DescribeVolumesModifications DescribeVolumeStatus',
      ],
    },
    {
      actions: ['ec2: CreateSnapshot ModifyVolume'],
      resources: ['arn:aws:ec2:*:*:volume/*'],
    },
    {
      actions: ['ec2: CopyVolumes'],
      resources: ['arn:aws:ec2:*:*:volume/vol-*'],
    },
    {
      actions: ['ec2: AttachVolume DetachVolume'],
      resources: ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:instance/*'],
    },
    {
      actions: ['ec2: CreateVolume EnableFastSnapshotRestores'],
      resources: ['arn:aws:ec2:*:*:snapshot/*'],
    },
    {
      actions: ['ec2: CreateTags'],
      resources: ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:snapshot/*'],
      conditions: { StringEquals: { 'ec2:CreateAction': ['CreateVolume', 'CreateSnapshot', 'CopyVolumes'] } },
    },
    {
      actions: ['ec2: DeleteTags'],
      resources: ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:*:*:snapshot/*'],
    },
    {
      actions: ['ec2: CreateVolume CopyVolumes'],
      resources: ['arn:aws:ec2:*:*:volume/*'],
      conditions: { StringLike: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } },
    },
    {
      actions: ['ec2: CreateVolume CopyVolumes'],
      resources: ['arn:aws:ec2:*:*:volume/*'],
      conditions: { StringLike: { 'aws:RequestTag/CSIVolumeName': '*' } },
    },
    {
      actions: ['ec2: DeleteVolume'],
      resources: ['arn:aws:ec2:*:*:volume/*'],
      conditions: { StringLike: { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' } },
    },
    {
      actions: ['ec2: DeleteVolume'],
      resources: ['arn:aws:ec2:*:*:volume/*'],
      conditions: { StringLike: { 'ec2:ResourceTag/CSIVolumeName': '*' } },
    },
    {
      actions: ['ec2: DeleteVolume'],
      resources: ['arn:aws:ec2:*:*:volume/*'],
      conditions: { StringLike: { 'ec2:ResourceTag/kubernetes.io/created-for/pvc/name': '*' } },
    },
    {
      actions: ['ec2: CreateSnapshot'],
      resources: ['arn:aws:ec2:*:*:snapshot/*'],
      conditions: { StringLike: { 'aws:RequestTag/CSIVolumeSnapshotName': '*' } },
    },
    {
      actions: ['ec2: CreateSnapshot'],
      resources: ['arn:aws:ec2:*:*:snapshot/*'],
      conditions: { StringLike: { 'aws:RequestTag/ebs.csi.aws.com/cluster': 'true' } },
    },
    {
      actions: ['ec2: DeleteSnapshot LockSnapshot'],
      resources: ['arn:aws:ec2:*:*:snapshot/*'],
      conditions: { StringLike: { 'ec2:ResourceTag/CSIVolumeSnapshotName': '*' } },
    },
    {
      actions: ['ec2: DeleteSnapshot LockSnapshot'],
      resources: ['arn:aws:ec2:*:*:snapshot/*'],
      conditions: { StringLike: { 'ec2:ResourceTag/ebs.csi.aws.com/cluster': 'true' } },
    },
  ],
  AmazonEC2ContainerRegistryPullOnly: [
    {
      actions: ['ecr: GetAuthorizationToken BatchGetImage GetDownloadUrlForLayer BatchImportUpstreamImage'],
    },
  ],
  AmazonEKSClusterPolicy: [
    {
      actions: [
        'autoscaling: DescribeAutoScalingGroups UpdateAutoScalingGroup',
        'ec2: AttachVolume AuthorizeSecurityGroupIngress CreateRoute CreateSecurityGroup CreateTags',
        'ec2: CreateVolume DeleteRoute DeleteSecurityGroup DeleteVolume DescribeInstances DescribeRouteTables',
        'ec2: DescribeSecurityGroups DescribeSubnets DescribeVolumes DescribeVolumesModifications',
        'ec2: DescribeVpcs DescribeDhcpOptions DescribeNetworkInterfaces DescribeAvailabilityZones',
        'ec2: DetachVolume ModifyInstanceAttribute ModifyVolume RevokeSecurityGroupIngress',
        'ec2: DescribeAccountAttributes DescribeAddresses DescribeInternetGateways DescribeInstanceTopology',
        'elasticloadbalancing: AddTags ApplySecurityGroupsToLoadBalancer AttachLoadBalancerToSubnets',
        'elasticloadbalancing: ConfigureHealthCheck CreateListener CreateLoadBalancer',
        'elasticloadbalancing: CreateLoadBalancerListeners CreateLoadBalancerPolicy CreateTargetGroup',
        'elasticloadbalancing: DeleteListener DeleteLoadBalancer DeleteLoadBalancerListeners',
        'elasticloadbalancing: DeleteTargetGroup DeregisterInstancesFromLoadBalancer DeregisterTargets',
        'elasticloadbalancing: DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancerPolicies',
        'elasticloadbalancing: DescribeLoadBalancers DescribeTargetGroupAttributes DescribeTargetGroups',
        'elasticloadbalancing: DescribeTargetHealth DetachLoadBalancerFromSubnets ModifyListener',
        'elasticloadbalancing: ModifyLoadBalancerAttributes ModifyTargetGroup ModifyTargetGroupAttributes',
        'elasticloadbalancing: RegisterInstancesWithLoadBalancer RegisterTargets',
        'elasticloadbalancing: SetLoadBalancerPoliciesForBackendServer SetLoadBalancerPoliciesOfListener',
        'kms: DescribeKey',
      ],
    },
    {
      actions: ['iam: CreateServiceLinkedRole'],
      conditions: { StringEquals: { 'iam:AWSServiceName': 'elasticloadbalancing.amazonaws.com' } },
    },
    {
      actions: ['ec2: DeleteNetworkInterface'],
      conditions: { StringEquals: { 'ec2:ResourceTag/eks:eni:owner': 'amazon-vpc-cni' } },
    },
  ],
  AmazonEKSWorkerNodePolicy: [
    {
      actions: [
        'ec2: DescribeInstances DescribeInstanceTypes DescribeRouteTables DescribeSecurityGroups',
        'ec2: DescribeSubnets DescribeVolumes DescribeVolumesModifications DescribeVpcs',
        'eks: DescribeCluster',
        'eks-auth: AssumeRoleForPodIdentity',
      ],
    },
  ],
  AmazonEKS_CNI_Policy: [
    {
      actions: [
        'ec2: AssignPrivateIpAddresses AttachNetworkInterface CreateNetworkInterface DeleteNetworkInterface',
        'ec2: DescribeInstances DescribeTags DescribeNetworkInterfaces DescribeInstanceTypes DescribeSubnets',
        'ec2: DescribeSecurityGroups DetachNetworkInterface ModifyNetworkInterfaceAttribute',
        'ec2: UnassignPrivateIpAddresses',
      ],
    },
    {
      actions: ['ec2: CreateTags'],
      resources: ['arn:aws:ec2:*:*:network-interface/*'],
    },
  ],
  'service-role/AmazonRDSEnhancedMonitoringRole': [
    {
      actions: ['logs: CreateLogGroup PutRetentionPolicy'],
      resources: ['arn:aws:logs:*:*:log-group:RDS*'],
    },
    {
      actions: ['logs: CreateLogStream PutLogEvents DescribeLogStreams GetLogEvents'],
      resources: ['arn:aws:logs:*:*:log-group:RDS*:log-stream:*'],
    },
  ],
  AmazonSSMManagedInstanceCore: [
    {
      actions: [
        'ssm: DescribeAssociation GetDeployablePatchSnapshotForInstance GetDocument DescribeDocument',
        'ssm: GetManifest GetParameter GetParameters ListAssociations ListInstanceAssociations PutInventory',
        'ssm: PutComplianceItems PutConfigurePackageResult UpdateAssociationStatus',
        'ssm: UpdateInstanceAssociationStatus UpdateInstanceInformation',
      ],
    },
    {
      actions: ['ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel'],
    },
    {
      actions: ['ec2messages: AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply'],
    },
  ],
};
