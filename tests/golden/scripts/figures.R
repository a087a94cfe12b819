# Reference values of R for tests/golden/reference/figures.json: what only figures show.
#   Rscript tests/golden/scripts/figures.R > tests/golden/reference/figures.json
# R 4.2.2, survival 3.5-3, coin 1.4-2. Run from the root of the project.

suppressMessages({library(survival); library(splines); library(coin)})
read <- function(dataset) read.csv(file.path("tests/golden/datasets", paste0(dataset, ".csv")))
records <- character()
text <- function(x) paste0("[", paste(ifelse(is.na(x), "null", format(x, digits = 15, trim = TRUE)), collapse = ","), "]")
record <- function(method, dataset, label, args, values, call, source) {
  names <- function(of) paste(paste0('"', base::names(of), '":', unlist(of)), collapse = ",")
  records[length(records) + 1] <<- paste0('{"id":"', paste(method, dataset, label, sep = "|"), '","method":"', method, '","dataset":"', dataset,
    '","label":"', label, '","args":{', names(args), '},"source":"', source, '","call":"', call, '","values":{', names(values), "}}")
}

# The line of plot.cox.zph, of which the plot returns nothing: the same steps.
line <- function(z, i) {
  at <- seq(min(z$x), max(z$x), length = 40)
  b <- ns(c(at, z$x), df = 4, intercept = TRUE)
  q <- qr(b[-(1:40), ]); bk <- backsolve(q$qr[1:4, 1:4], diag(4))
  list(time = at, estimate = as.vector(b[1:40, ] %*% qr.coef(q, z$y[, i])),
    se = sqrt(z$var[i, i] * as.vector(((b[1:40, ] %*% (bk %*% t(bk))) * b[1:40, ]) %*% rep(1, 4))))
}
lung <- read("lung"); lung$sex <- as.numeric(lung$sex == "female")
veteran <- read("veteran")
for (of in list(list("lung", lung, c("age", "sex")), list("veteran", veteran, c("karno", "age")))) {
  fit <- coxph(reformulate(of[[3]], "Surv(time, event)"), of[[2]], ties = "efron")
  z <- cox.zph(fit, transform = "identity")
  for (i in 1:2) {
    l <- line(z, i)
    record("smooth", of[[1]], of[[3]][i], list(covariates = paste0('["', of[[3]][1], '","', of[[3]][2], '"]'), which = i - 1),
      lapply(l, text), "plot(cox.zph(coxph(ties = 'efron'), transform = 'identity'))", "survival 3.5-3")
  }
}

# What the largest of all cuts reaches in 95 of 100 orders of the patients.
largest <- function(time, event, marker) {
  set.seed(7)
  test <- maxstat_test(Surv(time, event) ~ marker, minprob = 0.1, maxprob = 0.9, distribution = approximate(nresample = 100000),
    ytrafo = function(data) trafo(data, surv_trafo = function(y) logrank_trafo(y, ties.method = "Hothorn-Lausen")))
  qperm(test, 0.95)
}
sts <- read("sts27"); sts <- sts[complete.cases(sts[c("pfs_months", "pfs_event", "path_code")]), ]
record("envelope", "sts27", "pfs path_code", list(time = '"pfs_months"', event = '"pfs_event"', marker = '"path_code"'),
  list(largest = format(largest(sts$pfs_months, sts$pfs_event, sts$path_code), digits = 6)), "qperm(maxstat_test(approximate(1e5)), 0.95)", "coin 1.4-2")
vet <- veteran[complete.cases(veteran[c("time", "event", "karno")]), ]
record("envelope", "veteran", "karno", list(time = '"time"', event = '"event"', marker = '"karno"'),
  list(largest = format(largest(vet$time, vet$event, vet$karno), digits = 6)), "qperm(maxstat_test(approximate(1e5)), 0.95)", "coin 1.4-2")

# Curves without each patient: at every time of the whole curve the lowest and the highest.
gehan <- read("gehan")
for (group in c("control", "6-MP")) {
  g <- gehan[gehan$treat == group, ]
  all <- survfit(Surv(time, event) ~ 1, g)
  s <- vapply(seq_len(nrow(g)), function(i) { f <- survfit(Surv(time, event) ~ 1, g[-i, ]); stepfun(f$time, c(1, f$surv))(all$time) }, all$time)
  record("fan", "gehan", group, list(group = paste0('"', group, '"')),
    list(time = text(all$time), survival = text(all$surv), lowest = text(apply(s, 1, min)), highest = text(apply(s, 1, max))),
    "survfit() without each patient", "survival 3.5-3")
}
cat('{"schema":"oracle-1","area":"figures","records":[\n', paste(records, collapse = ",\n"), "\n]}\n", sep = "")
