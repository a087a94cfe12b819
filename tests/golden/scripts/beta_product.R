# Beta product limits (Fay, Brittain & Proschan 2013), products matched by their
# moments; without censoring they must be binom.test's, and a million draws of
# the product must cover what is claimed.

beta_product <- function(time, event, level) {
  fit <- survfit(Surv(time, event) ~ 1); tail <- (1 - level) / 2
  matched <- function(p, a, b) { # quantile of the product of beta(a, b)
    m <- prod(a / (a + b)); s <- prod(a * (a + 1) / ((a + b) * (a + b + 1)))
    qbeta(p, (m - s) * m / (s - m^2), (m - s) * (1 - m) / (s - m^2))
  }
  n <- fit$n.risk; d <- fit$n.event; after <- c(n[-1], 0)
  dies <- function(i) which(d[seq_len(i)] > 0)
  lower <- function(i, m) if (m == 0) 0 else matched(tail, c(n[dies(i)] - d[dies(i)] + 1, m), c(d[dies(i)], 1))
  list(time = fit$time, start = lower(0, n[1]), lower = mapply(lower, seq_along(n), after),
    upper = vapply(seq_along(n), function(i) if (length(dies(i))) matched(1 - tail, n[dies(i)] - d[dies(i)] + 1, d[dies(i)]) else 1, 0))
}
local({
  u <- beta_product(c(1, 2, 3, 3, 5, 8, 9), rep(1, 7), 0.95)
  k <- c(6, 5, 3, 2, 1, 0)
  exact <- vapply(k, function(k) binom.test(k, 7)$conf.int, c(0, 0))
  stopifnot(abs(u$upper - exact[2, ]) < 1e-12, abs(u$lower - exact[1, ]) < 1e-12)
})
for (q in questions) for (level in c(0.95, 0.99)) {
  s <- subjects(q); own <- s$group == s$levels[1]
  b <- beta_product(s$time[own], s$event[own], level)
  if (s$dataset == "gehan" && level == 0.95 || s$dataset == "sts27" && level == 0.95) {
    set.seed(1); fit <- survfit(Surv(s$time[own], s$event[own]) ~ 1); died <- which(fit$n.event > 0)
    draws <- Reduce(`*`, lapply(died, function(i) rbeta(1e6, fit$n.risk[i] - fit$n.event[i] + 1, fit$n.event[i])))
    stopifnot(abs(mean(draws <= b$upper[max(died)]) - 0.975) < 0.004)
  }
  at <- vapply(c(0.25, 0.5, 0.75), function(p) c(
    if (b$start <= 1 - p) 0 else b$time[which(b$lower <= 1 - p)[1]],
    b$time[which(b$upper < 1 - p)[1]]), c(0, 0))
  record("beta_product", s$dataset, paste(s$label, level, sep = ";"), c(s$args, list(level = level)),
    list(time = I(b$time), start = b$start, lower = I(b$lower), upper = I(b$upper), quantile_lower = I(at[1, ]), quantile_upper = I(at[2, ])),
    "beta_product() in tests/golden/scripts/beta_product.R", "R 4.2.2 qbeta, survival 3.5-3")
}
