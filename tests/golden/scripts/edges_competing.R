# Cumulative incidence, Gray's test, Fine-Gray and cause-specific regression.

aalen_johansen <- function(time, status) {
  t <- sort(unique(time[status > 0]))
  n <- vapply(t, function(a) sum(time >= a), 0); d <- sapply(1:2, function(k) vapply(t, function(a) sum(time == a & status == k), 0)); d <- matrix(d, ncol = 2)
  S <- cumprod(1 - rowSums(d) / n); before <- c(1, S[-length(S)])
  F <- apply(before * d / n, 2, cumsum); F <- matrix(F, ncol = 2)
  # Delta method: how far F_k(u) moves with each increment at t.
  var <- sapply(1:2, function(k) vapply(seq_along(t), function(u) {
    j <- 1:u; rest <- F[u, k] - F[j, k]; total <- rowSums(d)[j]
    cov <- function(a, b) ifelse(a == b, 1, 0)
    sum(vapply(j, function(i) {
      own <- function(cause) (if (cause == k) before[i] else 0) - if (n[i] > total[i]) rest[i] / (1 - total[i] / n[i]) else 0
      g <- c(own(1), own(2), 0); p <- c(d[i, ], n[i] - total[i]) / n[i]
      (sum(g^2 * p) - sum(g * p)^2) / n[i]
    }, 0))
  }, 0))
  list(t = t, n = n, d = d, S = S, F = F, var = matrix(var, ncol = 2))
}

cif_records <- function(name, d, label, rows) {
  # Near ties are one time, as in survfit.
  d$time <- as.numeric(unclass(aeqSurv(Surv(d$time, d$event)))[, 1])
  if (!any(d$status > 0)) return(invisible())
  a <- aalen_johansen(d$time, d$status)
  c <- cuminc(d$time, d$status, cencode = 0)
  pick <- function(cause, what) { key <- paste("1", cause); if (is.null(c[[key]])) rep(0, length(a$t)) else as.numeric(timepoints(c[key], a$t)[[what]]) }
  values <- list(time = I(a$t), n_risk = I(a$n), d1 = I(a$d[, 1]), d2 = I(a$d[, 2]), surv = I(a$S), cif1 = I(a$F[, 1]), cif2 = I(a$F[, 2]), var1_greenwood = I(a$var[, 1]), var2_greenwood = I(a$var[, 2]))
  for (k in 1:2) {
    known <- pick(k, "est"); there <- !is.na(known); same(a$F[there, k], known[there])
    values[[paste0("var", k, "_aalen_cmprsk")]] <- I(pick(k, "var"))
    F <- a$F[, k]; e <- exp(Z * sqrt(a$var[, k]) / (F * log(F))); none <- F == 0 | 1 - F < 1e-12
    values[[paste0("cif", k, "_loglog95_lower")]] <- I(ifelse(none, NA, F^(1 / e))); values[[paste0("cif", k, "_loglog95_upper")]] <- I(ifelse(none, NA, F^e))
  }
  s <- summary(survfit(Surv(time, factor(status, 0:2)) ~ 1, d), times = a$t)
  same(s$pstate[, 2:3], a$F)
  kept("cif.curve", name, label, list(rows = rows, time = "time", status = "status"), values, "aalen_johansen, = survfit and cuminc")
}

edge_competing <- function(name, d) {
  if ("entry" %in% names(d)) return(invisible())
  cif_records(name, d, "all", "all rows")
  for (g in sort(unique(d$group))) cif_records(name, d[d$group == g, ], paste0("group=", g), paste0("group==", g))
  d$time <- as.numeric(unclass(aeqSurv(Surv(d$time, d$event)))[, 1])
  if (any(d$status == 1) && any(d$status == 2)) for (rho in 0:1) {
    test <- try(cuminc(d$time, d$status, d$group, cencode = 0, rho = rho)$Tests, silent = TRUE)
    # cuminc says -1 where the variance of a cause cannot be inverted.
    if (!inherits(test, "try-error") && nrow(test) == 2 && all(is.finite(test)) && all(test[, "stat"] >= 0))
      kept("gray", name, paste0("group;rho=", rho), list(rows = "all rows", group_levels = I(sort(unique(d$group)))), list(causes = I(1:2), chisq = I(test[, "stat"]), p = I(pchisq(test[, "stat"], test[, "df"], lower.tail = FALSE)), df = I(test[, "df"])), "cuminc")
  }
  for (cause in 1:2) if (sum(d$status == cause) > 1) {
    for (ties in c("efron", "breslow")) {
      fit <- coxph(Surv(time, status == cause) ~ x, d, ties = ties, control = tight)
      assign(ties, fit)
    }
    if (abs(coef(efron)) < 12)
      kept("cox.causespecific", name, paste0("x;cause=", cause), list(rows = "all rows", cause = cause), list(coef_efron = I(as.numeric(coef(efron))), se_efron = I(sqrt(vcov(efron)[1])), coef_breslow = I(as.numeric(coef(breslow))),
        se_breslow = I(sqrt(vcov(breslow)[1])), loglik_efron = I(efron$loglik), loglik_breslow = I(breslow$loglik)), "coxph(Surv(time, status == cause) ~ x)")
    # crr takes the censoring curve just before t at t(1 - eps), which at 0 is 0 itself: a day later the ranks are the same.
    f <- try(crr(d$time + any(d$time == 0), d$status, d$x, failcode = cause, cencode = 0, gtol = 1e-13, maxiter = 100), silent = TRUE)
    if (inherits(f, "try-error") || abs(f$coef) > 12 || !is.finite(f$var[1])) next
    own <- try({ w <- finegray(Surv(time, factor(status, 0:2)) ~ x, d, etype = as.character(cause)); coef(coxph(Surv(fgstart, fgstop, fgstatus) ~ x, w, weights = fgwt, ties = "breslow", control = tight)) }, silent = TRUE)
    se <- sqrt(f$var[1]); z <- f$coef / se
    kept("finegray", name, paste0("x;cause=", cause), list(rows = "all rows", cause = cause), c(list(coef = I(as.numeric(f$coef)), shr = I(as.numeric(exp(f$coef))), se = I(se), z = I(as.numeric(z)), p = I(as.numeric(2 * pnorm(abs(z), lower.tail = FALSE))),
      shr_lower95 = I(as.numeric(exp(f$coef - Z * se))), shr_upper95 = I(as.numeric(exp(f$coef + Z * se))), vcov = I(f$var[1]), loglik = f$loglik, loglik_null = f$loglik.null, n = nrow(d)),
      if (!inherits(own, "try-error")) list(coef_finegray_survival = I(as.numeric(own)))), "crr(gtol = 1e-13); coxph on finegray()")
  }
}

many_competing <- function(name, d) {
  c <- cuminc(d$time, d$status, cencode = 0); times <- c(0.01, 1, 10, 50, 90)
  points <- timepoints(c["1 1"], times)
  kept("cif.landmark", name, "all", list(rows = "all rows"), list(times = I(times), cif1 = I(as.numeric(points$est)), var1_aalen_cmprsk = I(as.numeric(points$var))), "timepoints(cuminc)")
  test <- cuminc(d$time, d$status, d$group, cencode = 0)$Tests
  kept("gray", name, "group;rho=0", list(rows = "all rows", group_levels = I(c("a", "b", "c"))), list(causes = I(1:2), chisq = I(test[, "stat"]), p = I(pchisq(test[, "stat"], test[, "df"], lower.tail = FALSE)), df = I(test[, "df"])), "cuminc")
}
