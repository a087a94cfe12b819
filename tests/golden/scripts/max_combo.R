# MaxCombo: the log-rank family and its covariances from the risk table of
# survfit. p by mvtnorm's Miwa where the correlations are regular. The usual four
# weights are singular, of rank 3: there the chance to leave the box along each of 9 million directions, averaged
# (good to some 1e-7), and checked against Genz & Bretz, who on singular
# correlations leave 3e-5 (an error stated as 3e-6).

outside <- function(b, r) {
  e <- eigen(r, symmetric = TRUE); a <- e$vectors[, 1:3] %*% diag(sqrt(e$values[1:3]))
  steps <- 3000; angle <- (seq_len(steps) - 0.5) / steps * pi
  mean(vapply((seq_len(steps) - 0.5) / steps * 2 - 1, function(height) {
    ring <- sqrt(1 - height^2)
    farthest <- do.call(pmax, lapply(1:4, function(i) abs(a[i, 1] * ring * cos(angle) + a[i, 2] * ring * sin(angle) + a[i, 3] * height)))
    mean(pchisq((b / farthest)^2, 3, lower.tail = FALSE))
  }, 0))
}

weights <- list(four = list(c(0, 0), c(1, 0), c(0, 1), c(1, 1)), three = list(c(0, 0), c(0, 1), c(1, 1)), two = list(c(0, 0), c(0, 0.5)))
for (q in questions) for (name in names(weights)) {
  s <- subjects(q)
  fit <- survfit(Surv(s$time, s$event) ~ 1)
  t <- fit$time[fit$n.event > 0]
  n <- fit$n.risk[fit$n.event > 0]; d <- fit$n.event[fit$n.event > 0]
  before <- c(1, fit$surv)[match(t, fit$time)]
  first <- s$group == s$levels[1]
  # timefix: near ties never occur in these data.
  n1 <- vapply(t, function(u) sum(s$time[first] >= u), 0); d1 <- vapply(t, function(u) sum(s$time[first] == u & s$event[first] == 1), 0)
  w <- vapply(weights[[name]], function(rg) before^rg[1] * (1 - before)^rg[2], t)
  u <- colSums(w * (d1 - d * n1 / n))
  spread <- ifelse(n > 1, d * (n - d) / (n - 1) * n1 / n * (1 - n1 / n), 0)
  v <- t(w) %*% (w * spread)
  z <- u / sqrt(diag(v)); r <- cov2cor(v); b <- max(abs(z)); k <- length(z)
  stopifnot(abs(z[1]^2 - survdiff(Surv(s$time, s$event) ~ s$group)$chisq) < 1e-9)
  set.seed(1)
  p <- if (name == "four") outside(b, r)
    else 1 - pmvnorm(rep(-b, k), rep(b, k), corr = r, algorithm = Miwa(steps = 2048))
  if (name == "four") stopifnot(abs(1 - pmvnorm(rep(-b, k), rep(b, k), corr = r, algorithm = GenzBretz(2e6, 1e-6, 0)) - p) < 1e-4)
  record("max_combo", s$dataset, paste0(s$label, ";", name), c(s$args, list(weights = name)),
    list(z = I(z), correlation = I(as.vector(t(r))), statistic = b, largest = which.max(abs(z)) - 1, p = as.numeric(p)),
    if (name == "four") "outside() in tests/golden/scripts/max_combo.R" else "1 - pmvnorm(-b, b, corr, Miwa(2048))", "survival 3.5-3, mvtnorm 1.1-3")
}
