# Tests of the log-rank family: own sums over event times, = survdiff where it has the test.

WEIGHTS <- c("logrank", "gehan", "tarone-ware", "peto-peto", "peto-peto-mod", "fh_1_0", "fh_0_1", "fh_1_1", "fh_0.5_0.5")

wlr <- function(entry, time, event, group, weight, strata = rep(1, length(time))) {
  if (is.null(entry)) { y <- unclass(aeqSurv(Surv(time, event))); time <- y[, 1] }
  else { y <- unclass(aeqSurv(Surv(entry, time, event))); entry <- y[, 1]; time <- y[, 2] }
  levels <- levels(group); k <- length(levels)
  O <- E <- OW <- EW <- U <- numeric(k); V <- matrix(0, k, k)
  for (s in unique(strata)) {
    here <- strata == s; t <- time[here]; e <- event[here]; g <- as.integer(group[here]); from <- if (is.null(entry)) rep(-Inf, sum(here)) else entry[here]
    S <- peto <- 1
    for (at in sort(unique(t[e == 1]))) {
      risk <- from < at & t >= at; n <- sum(risk); nk <- tabulate(g[risk], k); dk <- tabulate(g[t == at & e == 1], k); d <- sum(dk)
      peto <- peto * (1 - d / (n + 1))
      w <- switch(weight, logrank = 1, gehan = n, "tarone-ware" = sqrt(n), "peto-peto" = peto, "peto-peto-mod" = peto * n / (n + 1), {
        power <- as.numeric(strsplit(weight, "_")[[1]][-1]); S^power[1] * (1 - S)^power[2] })
      O <- O + dk; E <- E + d * nk / n; OW <- OW + w * dk; EW <- EW + w * d * nk / n; U <- U + w * (dk - d * nk / n)
      if (n > 1) V <- V + w^2 * d * (n - d) / (n - 1) * (diag(nk / n, k) - outer(nk / n, nk / n))
      S <- S * (1 - d / n)
    }
  }
  # Rank and quadratic form: groups that are never compared drop out.
  eigen <- eigen(V, symmetric = TRUE); big <- eigen$values > 1e-10 * max(eigen$values, 1e-300) & max(eigen$values) > 1e-14
  chi <- if (any(big)) sum((crossprod(eigen$vectors[, big, drop = FALSE], U))^2 / eigen$values[big]) else NA
  list(n = tabulate(as.integer(group), k), O = O, E = E, OW = OW, EW = EW, U = U, V = V, chi = chi, df = sum(big))
}
test_values <- function(w, weight) {
  p <- pchisq(w$chi, w$df, lower.tail = FALSE)
  values <- list(n = I(w$n), observed = I(w$O), expected = I(w$E), observed_w = I(w$OW), expected_w = I(w$EW), U = I(w$U), V = I(as.vector(t(w$V))), chisq = w$chi, df = w$df, p = if (is.na(w$chi)) NA else p)
  if (length(w$n) == 2) {
    values$z <- if (is.na(w$chi)) NA else w$U[1] / sqrt(w$V[1, 1])
    if (weight == "logrank" && !is.na(w$chi)) {
      b <- w$U[2] / w$V[2, 2]; s <- 1 / sqrt(w$V[2, 2])
      values <- c(values, list(hr_pike = (w$O[2] / w$E[2]) / (w$O[1] / w$E[1]), hr_peto = exp(b), hr_peto_lower = exp(b - Z * s), hr_peto_upper = exp(b + Z * s)))
    }
  }
  values
}

test_records <- function(name, d, weights, delayed) {
  levels <- sort(unique(d$group)); group <- factor(d$group, levels); entry <- if (delayed) d$entry
  form <- function(label) paste0(label, if (delayed) "(exit,event,entry=entry)" else "")
  args <- function(weight, strata) list(rows = paste0("rows complete in {group,", if (delayed) "exit" else "time", "}"), group_levels = I(levels), strata = strata, entry = delayed, weight = weight)
  for (weight in weights) {
    w <- wlr(entry, d$time, d$event, group, weight)
    if (!delayed && weight %in% c("logrank", "fh_1_0") && !is.na(w$chi)) {
      s <- try(survdiff(Surv(time, event) ~ group, d, rho = as.numeric(weight == "fh_1_0")), silent = TRUE)
      if (!inherits(s, "try-error")) same(w$chi, s$chisq)
    }
    kept("test.ksample", name, paste0(form("group"), ";", weight), args(weight, FALSE), test_values(w, weight), "wlr, = survdiff for rho 0 and 1")
    s <- wlr(entry, d$time, d$event, group, weight, d$stratum)
    if (!delayed && weight == "logrank" && !is.na(s$chi)) {
      of <- try(survdiff(Surv(time, event) ~ group + strata(stratum), d), silent = TRUE)
      if (!inherits(of, "try-error")) same(s$chi, of$chisq)
    }
    kept("test.stratified", name, paste0(form("group|stratum"), ";", weight), args(weight, TRUE), test_values(s, weight), "wlr within strata, = survdiff with strata()")
    if (length(levels) > 2) {
      scores <- seq_along(levels) - 1; U <- sum(scores * w$U); v <- as.numeric(scores %*% w$V %*% scores)
      kept("test.trend", name, paste0(form("group"), ";", weight), c(args(weight, FALSE), list(scores = I(scores))),
        list(U = U, var = v, z = U / sqrt(v), chisq = U^2 / v, p = pchisq(U^2 / v, 1, lower.tail = FALSE)), "(s'U)^2 / (s'Vs)")
      pairs <- combn(levels, 2)
      p <- apply(pairs, 2, function(two) { keep <- d$group %in% two; one <- wlr(entry[keep], d$time[keep], d$event[keep], factor(d$group[keep], two), weight); c(one$chi, pchisq(one$chi, 1, lower.tail = FALSE)) })
      kept("test.pairwise", name, paste0(form("group"), ";", weight), args(weight, FALSE), list(pair_1 = I(pairs[1, ]), pair_2 = I(pairs[2, ]), chisq = I(p[1, ]), p = I(p[2, ]),
        p_holm = I(p.adjust(p[2, ], "holm")), p_bh = I(p.adjust(p[2, ], "BH")), p_bonferroni = I(p.adjust(p[2, ], "bonferroni")), p_hochberg = I(p.adjust(p[2, ], "hochberg"))), "wlr of each pair, p.adjust")
    }
  }
}
edge_tests <- function(name, d) test_records(name, d, WEIGHTS, "entry" %in% names(d))

# 200,000 rows: survdiff itself, and the sums by counting per time.
many_tests <- function(name, d) {
  levels <- c("a", "b", "c"); group <- factor(d$group, levels)
  base <- list(rows = "all rows", group_levels = I(levels), strata = FALSE, entry = FALSE)
  for (rho in 0:1) {
    weight <- if (rho) "fh_1_0" else "logrank"
    s <- survdiff(Surv(time, event) ~ group, d, rho = rho)
    kept("test.ksample", name, paste0("group;", weight), c(base, list(weight = weight)), list(n = I(as.numeric(s$n)), observed_w = I(as.numeric(s$obs)), expected_w = I(as.numeric(s$exp)),
      V = I(as.vector(t(s$var))), chisq = s$chisq, df = 2, p = pchisq(s$chisq, 2, lower.tail = FALSE)), "survdiff")
  }
  s <- survdiff(Surv(time, event) ~ group + strata(stratum), d)
  base$strata <- TRUE
  kept("test.stratified", name, "group|stratum;logrank", c(base, list(weight = "logrank")), list(chisq = s$chisq, df = 2, p = pchisq(s$chisq, 2, lower.tail = FALSE)), "survdiff with strata()")
}
