locals {
  cluster = "ai-film-studio-${var.env}"

  # Weights of Fargate and Fargate Spot, of the API and of the workers.
  weights = {
    for who, spot in { backend = var.spot_percentage, workers = try(var.cpu_workers.spot_percentage, 0) } :
    who => { for provider, weight in { FARGATE = 100 - spot, FARGATE_SPOT = spot } : provider => weight if weight > 0 }
  }
}

resource "aws_ecs_cluster" "this" {
  name = local.cluster

  setting {
    name  = "containerInsights"
    value = var.container_insights
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = concat(var.capacity_providers, var.gpu_capacity_providers)

  # For tasks that somebody starts by hand: on Fargate. A service of the fleets says itself what it runs on.
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
}
