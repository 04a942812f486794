output "recorder_name" {
  description = "The recorder."
  value       = aws_config_configuration_recorder.this.name
}

output "rule_names" {
  description = "The rules that are kept."
  value       = [for rule in aws_config_config_rule.this : rule.name]
}
