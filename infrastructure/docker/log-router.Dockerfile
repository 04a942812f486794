# The log router beside each task, which modules ecs and gpu-workers take as `log_router`. On Fargate its configuration can only be in its image.
FROM public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15
WORKDIR /studio
COPY infrastructure/observability/fluent-bit/firelens.conf infrastructure/observability/fluent-bit/route.conf ./
COPY infrastructure/observability/fluent-bit/to-cloudwatch.conf infrastructure/observability/fluent-bit/to-opensearch.conf ./
COPY infrastructure/observability/fluent-bit/parsers.conf ./
# A volume takes its owner from the image, and would be root's without it. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
RUN mkdir /buffer && chown 1000:1000 /buffer
VOLUME /buffer
# ECS gives the socket's folder to the user that the task definition names: since agent 1.96, and before it only root could be the router.
USER 1000:1000
