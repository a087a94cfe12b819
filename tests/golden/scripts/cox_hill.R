# The log partial likelihood of Cox regressions at given coefficients, and where
# Newton's method stands after each step: coxph with init and iter.max.
# Rscript tests/golden/scripts/cox_hill.R > tests/golden/teaching/cox_hill.json
suppressMessages(library(survival))
d <- read.csv("www/examples/gehan.csv")
d$x <- as.numeric(d$treat == "6-MP")
number <- function(x) paste(format(x, digits = 15, trim = TRUE), collapse = ", ")
at <- function(formula, data, ties, init, iter) suppressWarnings(coxph(formula, data, ties = ties, init = init, iter.max = iter))
cases <- list()
for (ties in c("breslow", "efron", "exact")) {
  f <- Surv(time, event) ~ x
  betas <- seq(-3, 0.5, by = 0.5)
  hill <- sapply(betas, function(b) at(f, d, ties, b, 0)$loglik[2])
  steps <- sapply(0:6, function(k) at(f, d, ties, 0, k)$coefficients)
  fit <- coxph(f, d, ties = ties, eps = 1e-10)
  cases <- c(cases, sprintf('{"dataset": "gehan", "ties": "%s", "betas": [%s], "log_likelihood": [%s], "steps": [%s], "estimate": %s, "standard_error": %s, "maximum": %s}',
    ties, number(betas), number(hill), number(steps), number(coef(fit)), number(sqrt(vcov(fit)[1])), number(fit$loglik[2])))
}
l <- read.csv("tests/golden/datasets/lung.csv")
l <- l[complete.cases(l[c("time", "event", "age", "sex")]), ]
fit <- coxph(Surv(time, event) ~ age + I(sex == "male"), l, eps = 1e-10)
l$rest <- coef(fit)[2] * (l$sex == "male")
f <- Surv(time, event) ~ age + offset(rest)
betas <- seq(-0.02, 0.05, by = 0.01)
hill <- sapply(betas, function(b) at(f, l, "efron", b, 0)$loglik[2])
steps <- sapply(0:5, function(k) at(f, l, "efron", 0, k)$coefficients)
cases <- c(cases, sprintf('{"dataset": "lung", "ties": "efron", "betas": [%s], "log_likelihood": [%s], "steps": [%s], "estimate": %s, "standard_error": %s, "maximum": %s}',
  number(betas), number(hill), number(steps), number(coef(fit)[1]), number(sqrt(vcov(fit)[1, 1])), number(fit$loglik[2])))
cat(sprintf('{"source": "R %s, survival %s", "cases": [\n%s\n]}\n', getRversion(), packageVersion("survival"), paste(unlist(cases), collapse = ",\n")))
