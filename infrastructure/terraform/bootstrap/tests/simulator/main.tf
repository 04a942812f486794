# What IAM would say, of the policies and conditions that bootstrap uses: a Deny that fits, else an Allow that fits (of a
# policy, and of the boundary where there is one), else nothing.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
variable "policies" {
  description = "Policies as JSON."
  type        = list(string)
}

variable "boundary" {
  description = "A role's boundary as JSON: what it does not allow is not allowed, whatever the policies say. Null: there is none."
  type        = string
  default     = null
}

variable "requests" {
  description = "What is asked. Policies of trust have no resources."
  type = map(object({
    action   = string
    resource = optional(string, "")
    context  = optional(map(string), {})
  }))
}

locals {
  # Lists where IAM takes one or many, and every word as a pattern: a dot is a dot, a * anything.
  statements = flatten([for index, policy in concat(var.policies, compact([var.boundary])) : [for one in flatten([jsondecode(policy).Statement]) : {
    effect        = index < length(var.policies) || one.Effect == "Deny" ? one.Effect : "Bound"
    actions       = [for word in flatten([try(one.Action, [])]) : replace(replace(lower(word), ".", "\\."), "*", ".*")]
    not_actions   = [for word in flatten([try(one.NotAction, [])]) : replace(replace(lower(word), ".", "\\."), "*", ".*")]
    resources     = [for word in flatten([try(one.Resource, [])]) : replace(replace(replace(word, ".", "\\."), "*", ".*"), "?", ".")]
    not_resources = [for word in flatten([try(one.NotResource, [])]) : replace(replace(replace(word, ".", "\\."), "*", ".*"), "?", ".")]
    conditions = flatten([for operator, keys in try(one.Condition, {}) : [for key, values in keys : {
      operator = operator
      key      = key
      # Of words alone: ArnEquals takes patterns as ArnLike does.
      words = [for word in flatten([values]) : replace(replace(word, ".", "\\."), "*", contains(["StringEquals", "StringNotEquals"], operator) ? "\\*" : ".*")]
    }]])
  }]])

  fits = { for name, request in var.requests : name => [for one in local.statements : one.effect if
    (length(one.actions) == 0 || anytrue([for word in one.actions : can(regex("^${word}$", lower(request.action)))])) &&
    !anytrue([for word in one.not_actions : can(regex("^${word}$", lower(request.action)))]) &&
    (length(one.resources) == 0 || anytrue([for word in one.resources : can(regex("^${word}$", request.resource))])) &&
    !anytrue([for word in one.not_resources : can(regex("^${word}$", request.resource))]) &&
    # Null asks whether it is there. Not equal is also what is not there; anything else has to be there.
    alltrue([for condition in one.conditions : condition.operator == "Null" ? contains(keys(request.context), condition.key) == contains(condition.words, "false") : (condition.operator == "StringNotEquals") != (contains(keys(request.context), condition.key) && anytrue([
      for word in condition.words : can(regex("^${word}$", lookup(request.context, condition.key, "")))
    ]))])
  ] }
}

output "said" {
  description = "Allow, Deny, or nothing, which refuses too."
  value       = { for name, effects in local.fits : name => contains(effects, "Deny") ? "Deny" : contains(effects, "Allow") && (var.boundary == null || contains(effects, "Bound")) ? "Allow" : "nothing" }

  precondition {
    condition     = alltrue(flatten([for one in local.statements : [for condition in one.conditions : contains(["ArnEquals", "Bool", "Null", "StringEquals", "StringLike", "StringNotEquals"], condition.operator)]]))
    error_message = "A policy has a condition that this simulator does not know."
  }
}
