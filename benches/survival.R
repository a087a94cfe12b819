# What R needs for the same questions: Rscript benches/survival.R FILE.csv
# The file is read once and not timed. Prints one line of JSON: median
# milliseconds of Kaplan–Meier curves with log-log limits and the log-rank test
# between four groups, and of a Cox regression (Efron) on three covariates.

suppressMessages(library(survival))
path <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(path)[c("time", "event", "group", "age", "x1", "x2")]
y <- with(d, Surv(time, event))

milliseconds <- function(work, rounds = 3) {
  work()
  times <- replicate(rounds, {
    gc(FALSE)
    unname(system.time(work())["elapsed"])
  })
  1000 * median(times)
}

curves <- milliseconds(function() {
  fit <- survfit(y ~ group, data = d, conf.type = "log-log")
  quantile(fit, c(0.25, 0.5, 0.75))
  survdiff(y ~ group, data = d)
})
cox <- milliseconds(function() coxph(y ~ age + x1 + x2, data = d, ties = "efron"))

cat(sprintf(
  '{"rows":%d,"r":"%s","survival":"%s","curves":%.1f,"cox":%.1f}\n',
  nrow(d), getRversion(), packageVersion("survival"), curves, cox
))
