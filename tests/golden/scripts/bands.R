# Simultaneous bands: curves from survfit, quantiles by finite differences in
# space and the exact exponential in time, extrapolated from two grids
# (Klein & Moeschberger's table of the equal-precision band is an approximation:
# at 0.1, 0.6 its 2.8826 holds with 0.9494, not 0.95).

laplace <- function(weight, edge, h) {
  n <- length(weight$at); e <- c(edge, weight$between); f <- c(weight$between, edge)
  H <- diag((e + f) / weight$at) / h^2
  o <- -weight$between / sqrt(weight$at[-1] * weight$at[-n]) / h^2
  H[cbind(1:(n - 1), 2:n)] <- o; H[cbind(2:n, 1:(n - 1))] <- o
  eigen(H, symmetric = TRUE)
}
richardson <- function(f) { a <- f(60); b <- f(120); b + (b - a) / 3 }
nair <- function(c, a, b) richardson(function(m) {
  h <- c / m; x <- seq(-c + h, c - h, length.out = 2 * m - 1); n <- length(x)
  e <- laplace(list(at = dnorm(x), between = dnorm((x[-1] + x[-n]) / 2)), dnorm(c - h / 2), h)
  sum(exp(-e$values * 0.5 * log(b * (1 - a) / (a * (1 - b)))) * crossprod(e$vectors, sqrt(dnorm(x) * h))^2)
})
hall <- function(k, a, b) richardson(function(m) {
  h <- k / m; x <- seq(-k + h, k - h, length.out = 2 * m - 1); n <- length(x)
  e <- laplace(list(at = rep(1, n), between = rep(1, n - 1)), 1, h)
  left <- crossprod(e$vectors, dnorm(x, sd = sqrt(a))); right <- crossprod(e$vectors, dnorm(x, sd = sqrt(1 - b)))
  sqrt(2 * pi) * h * sum(exp(-e$values / 2 * (b - a)) * left * right)
})
tables <- new.env(); library(km.ci, pos = 2)
for (a in c(2, 10, 30)) for (b in c(50, 60, 80)) {
  # To the fourth decimal Hall & Wellner's table is this.
  printed <- get("critical.value.hall.95")[(b - 10) / 2 + 1, sprintf("al%02d", a)]
  stopifnot(abs(hall(printed, a / 100, b / 100) - 0.95) < 2e-4)
}
for (q in questions[c(1, 3, 5)]) for (kind in c("hall_wellner", "equal_precision")) for (level in c(0.95, 0.9)) {
  s <- subjects(q); own <- s$group == s$levels[1]
  fit <- survfit(Surv(s$time[own], s$event[own]) ~ 1)
  in_band <- fit$n.event > 0 & fit$surv > 0
  from <- min(fit$time[in_band]); to <- max(fit$time[in_band])
  rows <- fit$time >= from & fit$time <= to
  n <- sum(own); sigma <- fit$std.err[rows]; S <- fit$surv[rows]
  a <- n * sigma^2 / (1 + n * sigma^2); ends <- a[c(1, length(a))]
  reach <- if (kind == "hall_wellner") hall else nair
  critical <- uniroot(function(k) reach(k, ends[1], ends[2]) - level, if (kind == "hall_wellner") c(0.6, 2) else c(2, 4.5), tol = 1e-9)$root
  width <- critical * if (kind == "hall_wellner") (1 + n * sigma^2) / sqrt(n) else sigma
  theta <- exp(width / log(S)); half <- 0.5 * width * sqrt(S / (1 - S))
  record("band", s$dataset, paste(s$label, kind, level, sep = ";"), c(s$args, list(kind = kind, level = level)),
    list(share = I(ends), critical = critical, time = I(fit$time[rows]),
      plain_lower = I(pmax(0, S - width * S)), plain_upper = I(pmin(1, S + width * S)),
      loglog_lower = I(S^(1 / theta)), loglog_upper = I(S^theta),
      arcsin_lower = I(sin(pmax(0, asin(sqrt(S)) - half))^2), arcsin_upper = I(sin(pmin(pi / 2, asin(sqrt(S)) + half))^2)),
    "bands.R, formulas of Klein & Moeschberger 2003, section 4.4", "survival 3.5-3, km.ci 0.5-6")
}
