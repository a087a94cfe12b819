# Difference at a time from survfit; landmark analysis as survfit and survdiff of
# the patients still followed, time counted from the landmark.

for (q in questions) {
  s <- subjects(q); time <- as.numeric(quantile(s$time, 0.4))
  at <- lapply(s$levels, function(g) summary(survfit(Surv(time, event) ~ 1, data.frame(time = s$time, event = s$event)[s$group == g, ], conf.type = "log-log"), times = time))
  S <- vapply(at, function(a) a$surv, 0); se <- vapply(at, function(a) a$std.err, 0); sigma <- se / S
  low <- vapply(at, function(a) a$lower, 0); high <- vapply(at, function(a) a$upper, 0)
  chi <- function(f, v) (f(S[2]) - f(S[1]))^2 / sum(v)
  tests <- c(chi(identity, se^2), chi(log, sigma^2), chi(function(s) log(-log(s)), (sigma / log(S))^2),
    chi(function(s) asin(sqrt(s)), sigma^2 * S / (4 * (1 - S))), chi(qlogis, (sigma / (1 - S))^2))
  d <- S[2] - S[1]; e <- sqrt(sum(se^2)); z <- qnorm(0.975)
  record("milestone", s$dataset, s$label, c(s$args, list(at = time)),
    list(survival = I(S), at_risk = I(vapply(at, function(a) a$n.risk, 0)), difference = d, se = e, lower = d - z * e, upper = d + z * e,
      newcombe = I(c(d - sqrt((S[2] - low[2])^2 + (high[1] - S[1])^2), d + sqrt((high[2] - S[2])^2 + (S[1] - low[1])^2))),
      chisq = I(tests), p = I(pchisq(tests, 1, lower.tail = FALSE))),
    "milestone.R, Klein et al. 2007 and Zou & Donner 2008 on survfit", "survival 3.5-3")
  late <- s$time > time; t <- s$time[late] - time; event <- s$event[late]; group <- s$group[late]
  test <- survdiff(Surv(t, event) ~ group); cox <- coxph(Surv(t, event) ~ group)
  curve <- survfit(Surv(t[group == s$levels[1]], event[group == s$levels[1]]) ~ 1)
  record("landmark", s$dataset, s$label, c(s$args, list(at = time)),
    list(n = I(as.numeric(test$n)), chisq = test$chisq, observed = I(test$obs), expected = I(test$exp), time = I(curve$time), surv = I(curve$surv),
      coefficient = if (abs(coef(cox)) > 15) NA else as.numeric(coef(cox)), se = if (abs(coef(cox)) > 15) NA else sqrt(vcov(cox)[1])),
    "survdiff and coxph of time > landmark, time - landmark", "survival 3.5-3")
}
