# The log router beside each task. On Fargate its configuration can only be in its image: `docker build -f firelens.Dockerfile .`, in this folder.
FROM public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15
COPY firelens.conf route.conf to-cloudwatch.conf to-opensearch.conf parsers.conf /studio/
